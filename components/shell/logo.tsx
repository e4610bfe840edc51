/** Two lanes: a long task and a short one, a short one and a long. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  const outline = "fill-none stroke-ink";
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 22 22" className="flex-none">
      <rect x="1" y="3" width="13" height="6" rx="1.5" className="fill-ink" />
      <rect x="16" y="3" width="5" height="6" rx="1.5" strokeWidth="1.4" className={outline} />
      <rect x="1" y="13" width="5" height="6" rx="1.5" className="fill-ink" />
      <rect
        x="8"
        y="13"
        width="13"
        height="6"
        rx="1.5"
        strokeWidth="1.4"
        className="fill-accent stroke-ink"
      />
    </svg>
  );
}
