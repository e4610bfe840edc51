import type { ReactNode } from "react";
import { shortcutOf, type KeyAction } from "#client/actions/user-actions.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Tabs } from "#components/ui/tabs.tsx";

export type DrawerTab = "metrics" | "log" | "table" | "code";

interface DrawerProps {
  /** `null`: closed, only the names of the panels show. */
  readonly tab: DrawerTab | null;
  readonly onTab: (tab: DrawerTab | null) => void;
  /** What the open tab shows. */
  readonly panel: ReactNode;
  readonly eventCount: number;
  readonly canReset: boolean;
  readonly ask: (asked: KeyAction) => void;
}

/** The results under the stage. Pressing the open tab again closes it. */
export function Drawer(props: DrawerProps) {
  const { tab, onTab, panel, eventCount, canReset, ask } = props;
  const { drawer } = useMessages().shell;
  const names = {
    metrics: drawer.metrics,
    log: (
      <>
        {drawer.log}
        <span className="ml-[5px] font-normal text-ink-3">{eventCount}</span>
      </>
    ),
    table: drawer.table,
    code: drawer.code,
  };

  return (
    <section aria-label={drawer.label} className="flex-none">
      <Tabs
        label={drawer.label}
        value={tab}
        onChange={(chosen) => {
          onTab(chosen === tab ? null : chosen);
        }}
        tabs={(["metrics", "log", "table", "code"] as const).map((value) => ({
          value,
          text: names[value],
          panel: value === tab && panel,
        }))}
      >
        <button
          type="button"
          onClick={() => {
            ask({ type: "describe" });
          }}
          className="h-6 hover:text-ink"
        >
          {drawer.describeNow}{" "}
          <span className="max-sm:hidden">
            <Kbd>{shortcutOf("describe")}</Kbd>
          </span>
        </button>
        <button
          type="button"
          onClick={() => {
            ask({ type: "reset-all" });
          }}
          disabled={!canReset}
          className="h-6 hover:text-ink disabled:opacity-45"
        >
          {drawer.resetAll}{" "}
          <span className="max-sm:hidden">
            <Kbd>{shortcutOf("reset-all")}</Kbd>
          </span>
        </button>
      </Tabs>
    </section>
  );
}
