import type { ReactNode } from "react";
import type { Preferences, PreferenceStore } from "#client/preferences.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { ToggleSwitch } from "#components/ui/toggle-switch.tsx";

interface HelpTextProps {
  readonly preferences: Preferences;
  readonly preferenceStore: PreferenceStore;
}

/** What the page is, every key, and what can be set. */
export function HelpText({ preferences, preferenceStore }: HelpTextProps) {
  const { help, header } = useMessages().shell;
  const { list } = help;
  const keys: readonly (readonly [string, ReactNode])[] = [
    [list.run, <Keys key="run" names={["Space"]} />],
    [list.events, <Keys key="events" names={["←", "→"]} />],
    [list.second, <Keys key="second" names={["Shift ←", "Shift →"]} />],
    [list.ends, <Keys key="ends" names={["Home", "End"]} />],
    [list.push, <Keys key="push" names={["1", "…", "9"]} />],
    [list.focus, <Keys key="focus" names={["A", "B"]} />],
    [list.lanes, <Keys key="lanes" names={["↑", "↓"]} />],
    [list.actOnWorker, <Keys key="act" names={["K", "P", "S", "H"]} />],
    [list.worker, <Keys key="worker" names={["W"]} />],
    [list.prefetch, <Keys key="prefetch" names={["[", "]"]} />],
    [list.ack, <Keys key="ack" names={["X"]} />],
    [list.panels, <Keys key="panels" names={["L", "T", "C", "M"]} />],
    [list.note, <Keys key="note" names={["N"]} />],
    [list.describe, <Keys key="describe" names={["D"]} />],
    [list.again, <Keys key="again" names={["R"]} />],
    [list.reset, <Keys key="reset" names={["Alt R"]} />],
    [list.undo, <Keys key="undo" names={["Ctrl Z", "Ctrl Shift Z"]} />],
    [list.help, <Keys key="help" names={["?"]} />],
    [list.escape, <Keys key="escape" names={["Esc"]} />],
  ];

  return (
    <div className="flex flex-col gap-4">
      <p className="leading-read text-ink-2">{help.intro}</p>
      <a href="/learn" className="self-start font-medium underline underline-offset-2">
        {header.lessons}
      </a>
      <section>
        <h3 className="mb-2">{help.keys}</h3>
        <dl className="grid gap-x-8 gap-y-1.5 sm:grid-cols-2">
          {keys.map(([what, key]) => (
            <div key={what} className="flex items-baseline justify-between gap-3">
              <dt className="text-ink-2">{what}</dt>
              <dd className="flex-none">{key}</dd>
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
