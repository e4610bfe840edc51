import { SETTING_NAMES, type SettingName } from "#shared/scenario/strategy.ts";

/** The number that ties a line of code to the setting it is there for. */
export function SettingKey({ setting }: { readonly setting: SettingName }) {
  return (
    <span
      aria-hidden
      className="grid size-4 flex-none place-items-center rounded-bar border border-ink bg-accent font-sans text-micro leading-none font-semibold text-on-accent dark:border-accent"
    >
      {SETTING_NAMES.indexOf(setting) + 1}
    </span>
  );
}
