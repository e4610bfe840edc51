import type { Sequence } from "#shared/kernel/sequence.ts";
import { idleWorkers } from "#shared/run/idle.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { Standstill } from "#shared/run/standstill.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";

/** The one thing to say about an arena now. */
export type ArenaSentence =
  | { readonly kind: "held"; readonly worker: WorkerId; readonly tasks: Sequence<TaskNumber> }
  | { readonly kind: "waiting"; readonly tasks: Sequence<TaskNumber> }
  | { readonly kind: "nobody"; readonly durable: boolean }
  | { readonly kind: "standstill"; readonly standstill: Standstill }
  | { readonly kind: "none" };

/**
 * That it can't end comes first, then held tasks: they are what a worker standing idle cannot get at.
 */
export function arenaSentence(arm: ArmState, standstill: Standstill | null): ArenaSentence {
  if (standstill) return { kind: "standstill", standstill };
  const there = arm.workers.filter(({ leftAtMs }) => leftAtMs === null);
  if (there.length === 0 && arm.ready.length > 0) {
    return { kind: "nobody", durable: arm.queue?.durable ?? arm.strategy.durable };
  }
  const [most] = there.toSorted((a, b) => b.held.length - a.held.length);
  const someoneIdle = idleWorkers(arm).length > 0;
  if (most && most.held.length > 0 && (someoneIdle || arm.ready.length === 0)) {
    return { kind: "held", worker: most.worker, tasks: most.held };
  }
  return arm.ready.length > 0 ? { kind: "waiting", tasks: arm.ready } : { kind: "none" };
}
