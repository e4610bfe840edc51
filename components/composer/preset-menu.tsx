import { offOf } from "#client/actions/user-actions.ts";
import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { Trigger } from "#components/ui/use-late-opener.ts";
import { RUN_BUTTON_ID } from "#components/shell/transport.tsx";
import { PRESET_IDS } from "#shared/scenario/preset.ts";

interface PresetMenuProps {
  readonly trigger: Trigger;
  readonly align?: "start" | "end";
}

/** The built-in races, each with what it teaches, and the way to a workload of one's own. */
export function PresetMenu(props: PresetMenuProps) {
  const { trigger, align = "start" } = props;
  const lab = useLab();
  const { composer, presets } = useMessages();
  return (
    <Menu
      trigger={trigger}
      label={composer.presetsMenu}
      align={align}
      locked={offOf(lab, "load-preset") !== null}
      value={lab.scenario.preset}
      thenFocus={RUN_BUTTON_ID}
      choices={PRESET_IDS.map((id) => ({
        value: id,
        content: (
          <span>
            <span className="font-medium">{presets[id].name}</span>
            <span className="block text-small text-pretty text-ink-2">{presets[id].teaches}</span>
          </span>
        ),
      }))}
      onChoose={(value) => {
        const chosen = PRESET_IDS.find((id) => id === value);
        if (chosen !== undefined) void lab.ask({ type: "load-preset", preset: chosen });
      }}
      actions={[
        { key: "many", content: composer.many, onSelect: () => void lab.ask({ type: "many" }) },
      ]}
    />
  );
}
