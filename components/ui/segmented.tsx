import type { KeyboardEvent, ReactNode } from "react";

interface SegmentedProps<Value extends string | number> {
  readonly label: string;
  /** Shown before the group; the label is then not repeated. */
  readonly labelledBy?: string | undefined;
  readonly options: readonly { readonly value: Value; readonly text: ReactNode }[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** The choice has no effect: struck through, still focusable, and read with its reason. */
  readonly inert?: boolean;
  /** The choice is someone else's: not struck through, and nothing happens. */
  readonly locked?: boolean;
  readonly describedBy?: string | undefined;
  /** Stands after the options, inside the frame. */
  readonly children?: ReactNode;
}

/** One of a few values, all in view. Arrow keys move and choose, as in any radio group. */
export function Segmented<Value extends string | number>({
  label,
  labelledBy,
  options,
  value,
  onChange,
  inert = false,
  locked = false,
  describedBy,
  children,
}: SegmentedProps<Value>) {
  const off = inert || locked;
  const chosen = options.findIndex((option) => option.value === value);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
    const from = buttons.findIndex((button) => button === document.activeElement);
    const to = (from + by + buttons.length) % buttons.length;
    buttons[to]?.focus();
    const option = options[to];
    if (option && !off) onChange(option.value);
  };

  return (
    <div
      role="radiogroup"
      aria-label={labelledBy === undefined ? label : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-disabled={off || undefined}
      onKeyDown={onKeyDown}
      className="flex h-7 rounded-[7px] bg-sunken p-0.5"
    >
      {options.map((option, i) => {
        const on = option.value === value;
        return (
          <button
            key={option.value}
            type="button"
            role="radio"
            aria-checked={on}
            aria-disabled={off || undefined}
            tabIndex={on || (chosen === -1 && i === 0) ? 0 : -1}
            onClick={() => {
              if (!off) onChange(option.value);
            }}
            className={`min-w-[27px] rounded-[5px] px-2 text-small ${segmentLook(on, inert)}`}
          >
            {option.text}
          </button>
        );
      })}
      {children}
    </div>
  );
}

function segmentLook(on: boolean, inert: boolean): string {
  if (inert) return "font-[450] text-ink-3 line-through decoration-control";
  if (on)
    return "forced-colors:border bg-raised font-semibold text-ink shadow-[0_0_0_1px_var(--control)]";
  return "font-[450] text-ink-2";
}
