import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import { retries } from "#shared/scenario/dead-letters.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";

/** What the broker counts, while nobody consumes. */
export interface BothCounts {
  readonly ready: number;
  readonly dead: number;
}

export function areKnown(counted: {
  readonly [Name in keyof BothCounts]: number | null;
}): counted is BothCounts {
  return counted.ready !== null && counted.dead !== null;
}

/**
 * Where fewer dead letters are kept than the log has. As many as the queue itself has too many of were given up on a
 * connection that broke first: the broker never heard of it, and the latest of them are ready again. The others died with
 * the broker: first what it does not write down, then what it had not written yet. Where dead letters come back, the
 * oldest of them did.
 *
 * @returns what to report of it.
 */
export function unheardDeaths(arm: ArmState, counted: BothCounts): readonly RunEvent[] {
  const short = arm.dead.length - counted.dead;
  if (short <= 0) return [];
  const isPersistent = (task: TaskNumber) => arm.tasks.at(task - 1)?.persistent === true;
  const diedAtMs = (task: TaskNumber) => arm.tasks.at(task - 1)?.settledAtMs ?? 0;
  const latestFirst = arm.dead.toArray().toSorted((a, b) => diedAtMs(b) - diedAtMs(a));
  const surplus = Math.max(0, counted.ready - arm.ready.length - arm.unacked);
  const firstBack = retries(arm.queue) ? latestFirst.toReversed() : latestFirst;
  const back = firstBack.slice(0, Math.min(short, surplus));
  const gone = latestFirst
    .filter((task) => !back.includes(task))
    .toSorted((a, b) => Number(isPersistent(a)) - Number(isPersistent(b)))
    .slice(0, short - back.length);
  return [
    ...back.map((task) => ({ type: "found", arm: arm.arm, task }) as const),
    ...gone.map((task) => ({ type: "lost", arm: arm.arm, task, why: "broker-lost-it" }) as const),
  ];
}
