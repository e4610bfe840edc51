import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { Span } from "#shared/metrics/spans.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";
import { textWidth } from "#components/stage/text-width.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";

/** Something that happened, on one arm's line above the ruler. */
export type RulerMark =
  | { readonly kind: "done" | "redelivered"; readonly atMs: number }
  | { readonly kind: "kill"; readonly atMs: number; readonly worker: WorkerId }
  | { readonly kind: "idle"; readonly fromMs: number; readonly toMs: number };

export interface RulerLine {
  readonly arm: ArmId;
  readonly marks: readonly RulerMark[];
}

/**
 * Up to four lines of marks, in the order the arenas stand in.
 *
 * @param scale with more of a kind than pixels, of those in one pixel only the first is kept.
 */
export function rulerLines(
  run: RunState,
  metrics: ReadonlyMap<ArmId, ArmMetrics>,
  scale: TimeScale,
): readonly RulerLine[] {
  return run.arms.map((arm) => {
    const idle = apart(
      metrics.get(arm.arm)?.workers.flatMap(({ idleSpans }) => idleSpans) ?? [],
      scale,
    );
    const isMany = arm.attempts.length > scale.widthPx;
    const [isDoneApart, isAgainApart] = isMany
      ? [onePerPixel(scale), onePerPixel(scale)]
      : [() => true, () => true];
    const done: RulerMark[] = [];
    const again: RulerMark[] = [];
    for (const { outcome, endedAtMs, redelivered, receivedAtMs } of arm.attempts) {
      if (outcome === "done" && endedAtMs !== null && isDoneApart(endedAtMs)) {
        done.push({ kind: "done", atMs: endedAtMs });
      }
      if (redelivered && isAgainApart(receivedAtMs)) {
        again.push({ kind: "redelivered", atMs: receivedAtMs });
      }
    }
    const kills = [...arm.earlierStays, ...arm.workers].flatMap((stay) =>
      stay.leftHow === "killed" && stay.leftAtMs !== null
        ? [{ kind: "kill" as const, atMs: stay.leftAtMs, worker: stay.worker }]
        : [],
    );
    return {
      arm: arm.arm,
      marks: [
        ...idle.map((span) => ({ kind: "idle" as const, ...span })),
        ...done,
        ...again,
        ...kills,
      ],
    };
  });
}

/** @returns whether nothing was there yet. */
function onePerPixel({ toX }: TimeScale): (atMs: number) => boolean {
  const taken = new Set<number>();
  return (atMs) => {
    const x = Math.round(toX(atMs));
    if (taken.has(x)) return false;
    taken.add(x);
    return true;
  };
}

/** What is no wider than a pixel is drawn once where it would cover another. */
function apart(spans: readonly Span[], scale: TimeScale): readonly Span[] {
  if (spans.length <= scale.widthPx) return spans;
  const isApart = onePerPixel(scale);
  return spans.filter(
    ({ fromMs, toMs }) => scale.toX(toMs) - scale.toX(fromMs) >= 1 || isApart(fromMs),
  );
}

export interface Flag {
  readonly atMs: number;
  readonly text: string;
}

interface FlagBox {
  readonly x: number;
  readonly width: number;
  /** `null` where the next flag leaves no room for words. */
  readonly text: string | null;
}

/** Beside the moment they mark, so that the marks of the arenas stay readable. */
const FLAG_LEFT_PX = 8;
const BARE_PX = 6;

/** @param flags in order of time. */
export function flagBoxes(flags: readonly Flag[], { toX }: TimeScale): readonly FlagBox[] {
  let freeFromX = -Infinity;
  return flags.map(({ atMs, text }, i) => {
    const x = Math.max(toX(atMs) + FLAG_LEFT_PX, freeFromX);
    const next = flags[i + 1];
    const width = textWidth(text, 11) + 14;
    const fits = next === undefined || x + width <= toX(next.atMs) + FLAG_LEFT_PX;
    freeFromX = x + (fits ? width : BARE_PX) + 2;
    return { x, width: fits ? width : BARE_PX, text: fits ? text : null };
  });
}

/** Where a key on the ruler takes the viewed moment, ms; `undefined` for other keys. */
export function seekByKey(
  key: { readonly key: string; readonly shiftKey: boolean },
  { nowMs, endMs }: { readonly nowMs: number; readonly endMs: number },
): number | undefined {
  const to = (ms: number) => Math.min(Math.max(ms, 0), endMs);
  const stepMs = key.shiftKey ? 1000 : 100;
  switch (key.key) {
    case "ArrowRight":
    case "ArrowUp":
      return to(nowMs + stepMs);
    case "ArrowLeft":
    case "ArrowDown":
      return to(nowMs - stepMs);
    case "PageUp":
      return to(nowMs + 5000);
    case "PageDown":
      return to(nowMs - 5000);
    case "Home":
      return 0;
    case "End":
      return endMs;
    default:
      return undefined;
  }
}
