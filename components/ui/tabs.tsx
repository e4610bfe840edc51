import { useId, type ReactNode } from "react";
import { useRoving } from "./use-roving.ts";

interface TabsProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly {
    readonly value: Value;
    readonly text: ReactNode;
    readonly panel: ReactNode;
  }[];
  /** `null`: no panel is open. */
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** Stands at the end of the row. */
  readonly children?: ReactNode;
}

/** Panels of which at most one is open, and a row of their names. Arrow keys move, Enter and Space open. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, tabs, value, onChange, children } = props;
  const id = useId();
  const roving = useRoving(
    tabs.map((tab) => tab.value),
    value ?? undefined,
  );
  const open = tabs.find((tab) => tab.value === value);
  return (
    <div className="flex min-h-0 flex-col border-t border-line bg-paper">
      <div className="flex h-[34px] flex-none items-end max-sm:h-11 gap-5 overflow-x-auto px-6 text-body max-sm:px-4">
        <div
          role="tablist"
          aria-label={label}
          className="flex items-end gap-5"
          onFocus={roving.onFocus}
          onKeyDown={roving.onKeyDown}
        >
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={`${id}-${tab.value}`}
              aria-selected={tab === open}
              aria-controls={tab === open ? `${id}-panel` : undefined}
              data-rove={tab.value}
              tabIndex={roving.tabIndexOf(tab.value)}
              onClick={() => {
                onChange(tab.value);
              }}
              className="h-[33px] flex-none border-b-2 max-sm:h-[43px] border-transparent text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-ink aria-selected:font-semibold aria-selected:text-ink"
            >
              {tab.text}
            </button>
          ))}
        </div>
        <div className="ml-auto flex h-[33px] max-sm:h-[43px] flex-none items-center gap-4 text-small text-ink-2">
          {children}
        </div>
      </div>
      {open && (
        <div
          key={open.value}
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${open.value}`}
          tabIndex={-1}
          className="min-h-0"
        >
          {open.panel}
        </div>
      )}
    </div>
  );
}
