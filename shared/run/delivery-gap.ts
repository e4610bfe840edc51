import { nearestRank } from "../kernel/statistics.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import type { ArmState, Attempt } from "./run-state.ts";

/** What a worker with a full hand waits for: from its ack to the delivery that ack made room for. */
export interface DeliveryGap {
  readonly prefetch: number;
  /** Lab time, as are tasks: it grows with the speed of the run. */
  readonly gapMs: number;
  /** What a task took. */
  readonly serviceMs: number;
}

const FEWEST = 5;
/** A median of so many is as good as one of all, and a run of 20,000 tasks asks for it with every event. */
const LATEST = 1000;

/** Medians over the latest deliveries since the strategy was last changed; `null` without a limit, or when too few were seen. */
export function deliveryGap({ strategy, changes, attempts, tasks }: ArmState): DeliveryGap | null {
  const { prefetch, ack } = strategy;
  if (prefetch === "unlimited" || ack === "auto") return null;
  const sinceMs = changes.at(-1)?.atMs ?? 0;
  const recent = attempts
    .slice(Math.max(0, attempts.length - LATEST))
    .filter(({ receivedAtMs, late }) => !late && receivedAtMs >= sinceMs);

  const gaps = [...byWorker(recent).values()].flatMap((own) =>
    own.flatMap(({ ackedAtMs }, i) => {
      const next = own[i + prefetch];
      if (ackedAtMs === null || !next || next.receivedAtMs < ackedAtMs) return [];
      const waited = (tasks.at(next.task - 1)?.publishedAtMs ?? Infinity) <= ackedAtMs;
      return waited && !next.redelivered ? [next.receivedAtMs - ackedAtMs] : [];
    }),
  );
  const services = recent.flatMap(({ startedAtMs, endedAtMs, outcome }) =>
    outcome === "done" && startedAtMs !== null && endedAtMs !== null
      ? [endedAtMs - startedAtMs]
      : [],
  );
  const serviceMs = median(services);
  // Tasks that take no time wait for deliveries whatever the prefetch.
  if (gaps.length < FEWEST || serviceMs === 0) return null;
  return { prefetch, gapMs: median(gaps), serviceMs };
}

/** The share of its time a worker would wait for deliveries with tasks of that length. */
export function waitingShare({ prefetch, gapMs, serviceMs }: DeliveryGap): number {
  return Math.max(0, 1 - (prefetch * serviceMs) / (serviceMs + gapMs));
}

/** The lowest prefetch at which the next task is there when one is done. */
export function prefetchToCover({ gapMs, serviceMs }: DeliveryGap): number {
  return 1 + Math.ceil(gapMs / serviceMs);
}

function median(values: readonly number[]): number {
  return nearestRank(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

function byWorker(attempts: readonly Attempt[]): ReadonlyMap<WorkerId, readonly Attempt[]> {
  const workers = new Map<WorkerId, Attempt[]>();
  for (const attempt of attempts) {
    const own = workers.get(attempt.worker);
    if (own) own.push(attempt);
    else workers.set(attempt.worker, [attempt]);
  }
  return workers;
}
