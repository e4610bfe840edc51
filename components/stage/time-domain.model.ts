const EMPTY_MS = 20_000;

/**
 * Where the x axis that all arenas share ends, ms.
 *
 * Long enough for the plan as it is foreseen, so that it stays still during most runs; a run that
 * outgrows it moves it on in a few large steps. It only sizes the axis: nothing is drawn from it.
 *
 * @param plannedMs when the plan of the run, or of the lab before one, would be done.
 * @param reachMs how far the run goes by now, not at the viewed moment, so that scrubbing leaves the axis alone.
 */
export function timeDomain(plannedMs: number, reachMs: number): number {
  const axisMs = plannedMs === 0 ? EMPTY_MS : roomAfter(plannedMs);
  return reachMs <= axisMs ? axisMs : nextStep(reachMs);
}

/** The next whole second after `ms`, coarser for long runs. */
function roomAfter(ms: number): number {
  const stepMs = ms < 60_000 ? 1000 : ms < 300_000 ? 5000 : 60_000;
  return (Math.floor(ms / stepMs) + 1) * stepMs;
}

/** The next of 10, 12.5, 15, 20, 25, 30, 40, 50, 60, 80 times a power of ten, in seconds. */
function nextStep(ms: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(ms, 10_000)));
  const step = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12.5].find((s) => s * decade > ms * 1.02);
  return (step ?? 15) * decade;
}
