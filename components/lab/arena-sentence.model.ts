import type { Sequence } from "#shared/kernel/sequence.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";

/** The one thing to say about an arena now. */
export type ArenaSentence =
  | { readonly kind: "held"; readonly worker: WorkerId; readonly tasks: Sequence<TaskNumber> }
  | { readonly kind: "waiting"; readonly tasks: Sequence<TaskNumber> }
  | { readonly kind: "nobody"; readonly durable: boolean }
  | { readonly kind: "none" };

/** Held tasks first: they are what a worker standing idle cannot get at. */
export function arenaSentence(arm: ArmState): ArenaSentence {
  const there = arm.workers.filter(({ leftAtMs }) => leftAtMs === null);
  if (there.length === 0 && arm.ready.length > 0) {
    return { kind: "nobody", durable: arm.queue?.durable ?? arm.strategy.durable };
  }
  const [most] = there.toSorted((a, b) => b.held.length - a.held.length);
  const someoneIdle = there.some(({ running }) => running === null);
  if (most && most.held.length > 0 && (someoneIdle || arm.ready.length === 0)) {
    return { kind: "held", worker: most.worker, tasks: most.held };
  }
  return arm.ready.length > 0 ? { kind: "waiting", tasks: arm.ready } : { kind: "none" };
}
