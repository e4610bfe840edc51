import type { ReactElement } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Menu, MenuChoice, MenuItem, MenuLine } from "#components/ui/menu.tsx";
import { PRESET_IDS, type PresetId } from "#shared/scenario/preset.ts";

interface PresetMenuProps {
  readonly trigger: ReactElement;
  readonly align?: "start" | "end";
  readonly preset: PresetId | null;
  readonly onChoose: (preset: PresetId) => void;
  readonly onMany: () => void;
  readonly locked: boolean;
}

/** The built-in races, each with what it teaches, and the way to a workload of one's own. */
export function PresetMenu({ trigger, align, preset, onChoose, onMany, locked }: PresetMenuProps) {
  const { composer, presets } = useMessages();
  return (
    <Menu trigger={trigger} label={composer.presetsMenu} align={align ?? "start"}>
      <MenuChoice
        value={preset ?? ""}
        disabled={locked}
        onChange={onChoose}
        options={PRESET_IDS.map((id) => ({
          value: id,
          content: (
            <span>
              <span className="font-medium">{presets[id].name}</span>
              <span className="block text-small text-ink-2">{presets[id].teaches}</span>
            </span>
          ),
        }))}
      />
      <MenuLine />
      <MenuItem onSelect={onMany} disabled={locked}>
        <span className="w-4 flex-none" />
        {composer.many}
      </MenuItem>
    </Menu>
  );
}
