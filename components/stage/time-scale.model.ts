/** One clock for every lane and the ruler: lab time ⇄ px from the left edge of a plot. */
export interface TimeScale {
  readonly domainMs: number;
  readonly widthPx: number;
  readonly toX: (atMs: number) => number;
  readonly toMs: (x: number) => number;
}

export function timeScale(domainMs: number, widthPx: number): TimeScale {
  const pxPerMs = widthPx / domainMs;
  return {
    domainMs,
    widthPx,
    toX: (atMs) => Math.round(atMs * pxPerMs * 10) / 10,
    toMs: (x) => Math.min(Math.max(x / pxPerMs, 0), domainMs),
  };
}

export interface Tick {
  readonly atMs: number;
  readonly major: boolean;
}

/** Seconds between ticks, and between numbered ticks, coarsest last. */
const STEPS = [
  [1, 5],
  [2, 10],
  [5, 20],
  [10, 60],
  [30, 120],
  [60, 300],
  [300, 1800],
  [600, 3600],
] as const;
const LEAST_TICK_PX = 9;
const LEAST_NUMBER_PX = 44;

/** Ticks from 0 to the end of the domain, as close as they stay legible. */
export function ticks({ domainMs, widthPx }: TimeScale): readonly Tick[] {
  const pxPerSecond = (widthPx / domainMs) * 1000;
  const [minor, major] =
    STEPS.find(
      ([a, b]) => a * pxPerSecond >= LEAST_TICK_PX && b * pxPerSecond >= LEAST_NUMBER_PX,
    ) ?? ([600, 3600] as const);
  const count = Math.floor(domainMs / 1000 / minor);
  return Array.from({ length: count + 1 }, (_, i) => ({
    atMs: i * minor * 1000,
    major: (i * minor) % major === 0,
  }));
}
