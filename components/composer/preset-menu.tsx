import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { Trigger } from "#components/ui/use-late-opener.ts";
import { RUN_BUTTON_ID } from "#components/shell/transport.tsx";
import { PRESET_IDS, type PresetId } from "#shared/scenario/preset.ts";

interface PresetMenuProps {
  readonly trigger: Trigger;
  readonly align?: "start" | "end";
  readonly preset: PresetId | null;
  readonly onChoose: (preset: PresetId) => void;
  readonly onMany: () => void;
  readonly locked: boolean;
}

/** The built-in races, each with what it teaches, and the way to a workload of one's own. */
export function PresetMenu(props: PresetMenuProps) {
  const { trigger, align = "start", preset, onChoose, onMany, locked } = props;
  const { composer, presets } = useMessages();
  return (
    <Menu
      trigger={trigger}
      label={composer.presetsMenu}
      align={align}
      locked={locked}
      value={preset}
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
        if (chosen !== undefined) onChoose(chosen);
      }}
      actions={[{ key: "many", content: composer.many, onSelect: onMany }]}
    />
  );
}
