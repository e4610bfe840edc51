import type { ReactNode } from "react";

/** Drawn on a 16 px grid, 1.5 px strokes, in the colour of the text. */
const SHAPES = {
  play: <path d="M5 3.2v9.6L13 8z" fill="currentColor" stroke="none" />,
  pause: <path d="M5.2 3.6v8.8M10.8 3.6v8.8" strokeWidth="2.2" />,
  step: (
    <>
      <path d="M4 3.6v8.8L10 8z" fill="currentColor" stroke="none" />
      <path d="M12 3.6v8.8" />
    </>
  ),
  back: (
    <>
      <path d="M12 3.6v8.8L6 8z" fill="currentColor" stroke="none" />
      <path d="M4 3.6v8.8" />
    </>
  ),
  again: (
    <>
      <path d="M3.2 8a4.8 4.8 0 1 0 1.5-3.5" />
      <path d="M4.2 1.9v2.9h2.9" />
    </>
  ),
  undo: <path d="M5.6 3L2.8 5.8l2.8 2.8M3 5.8h6.4a3.6 3.6 0 0 1 0 7.2H6.2" />,
  redo: <path d="M10.4 3l2.8 2.8-2.8 2.8M13 5.8H6.6a3.6 3.6 0 0 0 0 7.2h3.2" />,
  check: <path d="M3.2 8.4l3 3 6.4-6.8" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  chevron: <path d="M4.5 6.5L8 10l3.5-3.5" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  share: <path d="M8 10V2.8M5 5.2l3-2.8 3 2.8M3 8.5v4.7h10V8.5" />,
  copy: <path d="M6 5.5h7v7.7H6zM3.5 10.5V2.8h6.7" />,
  download: <path d="M8 2.6v7.2M5 7.2l3 2.9 3-2.9M3 12.9h10" />,
  people: (
    <>
      <circle cx="6" cy="5.6" r="2.3" />
      <path d="M1.8 13c.3-2.6 2-4 4.2-4s3.9 1.4 4.2 4M10.6 3.6a2.2 2.2 0 0 1 0 4.1M11.9 9.4c1.4.5 2.2 1.8 2.4 3.6" />
    </>
  ),
  moon: <path d="M13 9.3A5.4 5.4 0 0 1 6.7 3a5.4 5.4 0 1 0 6.3 6.3z" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.6v1.6M8 12.8v1.6M1.6 8h1.6M12.8 8h1.6M3.5 3.5l1.1 1.1M11.4 11.4l1.1 1.1M12.5 3.5l-1.1 1.1M4.6 11.4l-1.1 1.1" />
    </>
  ),
  help: <path d="M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.7.4-1.1.8-1.1 1.6M8 12.2v.1" />,
  warning: (
    <>
      <path d="M8 2.4l6 10.8H2z" />
      <path d="M8 6.4v3.2M8 11.4v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 7.4v3.4M8 5.2v.1" />
    </>
  ),
  more: <path d="M3.4 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2.2" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

interface IconProps {
  readonly name: IconName;
  readonly size?: number;
  readonly className?: string;
}

/** Decoration beside or instead of text; whoever uses it alone names it. */
export function Icon({ name, size = 16, className = "" }: IconProps) {
  return (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`flex-none ${className}`}
    >
      {SHAPES[name]}
    </svg>
  );
}
