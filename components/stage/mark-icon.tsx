const PATHS = {
  check: "M3.2 8.4l3 3 6.4-6.8",
  cross: "M4 4l8 8M12 4l-8 8",
  loop: "M12.8 8a4.8 4.8 0 1 1-1.5-3.5M11.8 1.9v2.9H8.9",
  plus: "M8 3.5v9M3.5 8h9",
  minus: "M3.5 8h9",
} as const;

export type MarkName = keyof typeof PATHS;

interface MarkIconProps {
  readonly name: MarkName;
  readonly size?: number;
  readonly className?: string;
}

/** A small sign beside a word that says the same. */
export function MarkIcon({ name, size = 16, className = "" }: MarkIconProps) {
  return (
    <svg
      className={`flex-none ${className}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={size < 12 ? 2.2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The loop arrow as a path for drawing inside other SVGs, on a 16 px square. */
export const LOOP_PATH = PATHS.loop;
