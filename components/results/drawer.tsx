import type { ReactNode } from "react";
import type { PanelName } from "#client/actions/user-action.ts";
import { shortcutOf } from "#client/actions/user-actions.ts";
import { useLab } from "#client/use-lab.ts";
import { useSelected } from "#client/use-store.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { useAsked } from "#components/shell/use-asked.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Tabs } from "#components/ui/tabs.tsx";

interface DrawerProps {
  /** `null`: closed, only the names of the panels show. */
  readonly tab: PanelName | null;
  /** What the open tab shows. */
  readonly panel: ReactNode;
}

/** The results under the stage. Pressing the open tab again closes it. */
export function Drawer({ tab, panel }: DrawerProps) {
  const { ask, log, hasRun } = useLab();
  const eventCount = useSelected(log, ({ count }) => count);
  const describe = useAsked({ type: "describe" });
  const reset = useAsked({ type: "reset-all" });
  const { drawer } = useMessages().shell;
  const names = {
    metrics: drawer.metrics,
    log: (
      <>
        {drawer.log}
        <span className="ml-[5px] font-normal text-ink-3">{hasRun ? eventCount : 0}</span>
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
          void ask({ type: "panel", panel: chosen });
        }}
        tabs={(["metrics", "log", "table", "code"] as const).map((value) => ({
          value,
          text: names[value],
          panel: value === tab && panel,
        }))}
      >
        <button type="button" onClick={describe.press} className="h-6 hover:text-ink">
          {drawer.describeNow}{" "}
          <span className="max-sm:hidden">
            <Kbd>{shortcutOf("describe")}</Kbd>
          </span>
        </button>
        <button
          type="button"
          onClick={reset.press}
          disabled={reset.off !== null}
          title={reset.off === null ? undefined : reset.tip}
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
