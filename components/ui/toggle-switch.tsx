interface ToggleSwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** It has no effect: struck through, still focusable, and read with its reason. */
  readonly inert?: boolean;
  /** It is someone else's: not struck through, and nothing happens. */
  readonly locked?: boolean;
  readonly describedBy?: string | undefined;
}

/** On or off, at once. */
export function ToggleSwitch({
  label,
  on,
  onChange,
  inert = false,
  locked = false,
  describedBy,
}: ToggleSwitchProps) {
  const off = inert || locked;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-disabled={off || undefined}
      aria-describedby={describedBy}
      onClick={() => {
        if (!off) onChange(!on);
      }}
      className="flex h-6 items-center gap-[7px] rounded-sm text-small whitespace-nowrap text-ink-2"
    >
      <span
        aria-hidden
        className={`relative h-4 w-[26px] flex-none rounded-full border-[1.5px] ${on ? "border-ink bg-ink forced-colors:bg-[Highlight]" : "border-control"}`}
      >
        <span
          className={`absolute top-[2px] size-[9px] rounded-full ${on ? "left-3 bg-surface forced-colors:bg-[HighlightText]" : "left-[2px] bg-control forced-colors:bg-[CanvasText]"}`}
        />
      </span>
      <span className={inert ? "text-ink-3 line-through decoration-control" : ""}>{label}</span>
    </button>
  );
}
