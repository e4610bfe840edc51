/** When work begun at `fromMs` ends, at the speeds its worker had and has; infinite while it stands still. */
export function workEndMs(
  fromMs: number,
  serviceMs: number,
  speeds: readonly { readonly atMs: number; readonly speed: number }[],
): number {
  let atMs = fromMs;
  let leftMs = serviceMs;
  for (const [i, { speed }] of speeds.entries()) {
    const untilMs = speeds[i + 1]?.atMs ?? Infinity;
    if (untilMs <= atMs) continue;
    if (speed > 0 && atMs + leftMs / speed <= untilMs) return atMs + leftMs / speed;
    leftMs -= (untilMs - atMs) * speed;
    atMs = untilMs;
  }
  return atMs;
}
