import type { ReactNode } from "react";
import type { HelpLine } from "#client/actions/user-action.ts";
import { USER_ACTIONS } from "#client/actions/user-actions.ts";
import type { Preferences, PreferenceStore } from "#client/preferences.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { ToggleSwitch } from "#components/ui/toggle-switch.tsx";

interface HelpTextProps {
  readonly preferences: Preferences;
  readonly preferenceStore: PreferenceStore;
}

/** Every action's keys, and those that parts of the page have for themselves. */
const keysByLine = new Map<HelpLine, readonly string[]>();
for (const { help, shown } of Object.values(USER_ACTIONS)) {
  if (help !== null) keysByLine.set(help, [...(keysByLine.get(help) ?? []), ...shown]);
}
keysByLine.set("lanes", ["↑", "↓"]).set("escape", ["Esc"]);

/** What the page is, every key, and what can be set. */
export function HelpText({ preferences, preferenceStore }: HelpTextProps) {
  const { help, header } = useMessages().shell;
  return (
    <div className="flex flex-col gap-4">
      <p className="leading-read text-ink-2">{help.intro}</p>
      <a href="/learn" className="self-start font-medium underline underline-offset-2">
        {header.lessons}
      </a>
      <section>
        <h3 className="mb-2">{help.keys}</h3>
        <dl className="grid gap-x-8 gap-y-1.5 sm:grid-cols-2">
          {[...keysByLine].map(([line, names]) => (
            <div key={line} className="flex items-baseline justify-between gap-3">
              <dt className="text-ink-2">{help.list[line]}</dt>
              <dd className="flex-none">
                <Keys names={names} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="flex flex-col gap-2 border-t border-line pt-3">
        <h3>{help.settings}</h3>
        <Setting hint={help.singleKeysHint}>
          <ToggleSwitch
            label={help.singleKeys}
            on={preferences.singleKeys}
            onChange={(singleKeys) => {
              preferenceStore.set({ singleKeys });
            }}
          />
        </Setting>
        <Setting hint={help.reduceMotionHint}>
          <ToggleSwitch
            label={help.reduceMotion}
            on={preferences.reduceMotion}
            onChange={(reduceMotion) => {
              preferenceStore.set({ reduceMotion });
            }}
          />
        </Setting>
      </section>
    </div>
  );
}

function Keys({ names }: { readonly names: readonly string[] }) {
  return (
    <span className="inline-flex gap-1">
      {names.map((name) => (
        <Kbd key={name}>{name}</Kbd>
      ))}
    </span>
  );
}

function Setting({ hint, children }: { readonly hint: string; readonly children: ReactNode }) {
  return (
    <div>
      {children}
      <p className="ml-[33px] text-small text-ink-2">{hint}</p>
    </div>
  );
}
