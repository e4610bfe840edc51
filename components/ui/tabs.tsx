import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

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

/** Panels of which at most one is open, and a row of their names. */
export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onChange,
  children,
}: TabsProps<Value>) {
  return (
    <Radix.Root
      value={value ?? ""}
      activationMode="manual"
      className="flex min-h-0 flex-col border-t border-line bg-paper"
    >
      <div className="flex h-[34px] flex-none items-end max-sm:h-11 gap-5 overflow-x-auto px-6 text-body max-sm:px-4">
        <Radix.List aria-label={label} className="flex items-end gap-5">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              onClick={() => {
                onChange(tab.value);
              }}
              className="h-[33px] flex-none border-b-2 max-sm:h-[43px] border-transparent text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-ink data-[state=active]:font-semibold data-[state=active]:text-ink"
            >
              {tab.text}
            </Radix.Trigger>
          ))}
        </Radix.List>
        <div className="ml-auto flex h-[33px] max-sm:h-[43px] flex-none items-center gap-4 text-small text-ink-2">
          {children}
        </div>
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} tabIndex={-1} className="min-h-0">
          {tab.panel}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
