import type { ForMs } from "../kernel/moment.ts";
import { mostAtATime, type Arm, type ArmId, type Scenario } from "./scenario.ts";
import { WAIT_FOR_ACK } from "./default-scenario.ts";
import { isInert } from "./strategy.ts";

/** `warning`: tasks can be lost, or are. `hint`: it works, and not as one might think. */
export type Severity = "warning" | "hint";

/** Something to know about an arm: what it is, and the figures it rests on. */
export interface Finding<Code extends string, Facts> {
  readonly code: Code;
  readonly arm: ArmId;
  readonly severity: Severity;
  readonly facts: Facts;
}

export type PlanFinding =
  | Finding<"prefetch-inert", { readonly prefetch: number }>
  | Finding<
      "prefetch-below-concurrency",
      { readonly prefetch: number; readonly concurrency: number }
    >
  | Finding<"unlimited-slower", { readonly dealtMs: ForMs; readonly asFreeMs: ForMs }>
  | Finding<"persistent-in-transient-queue", null>
  | Finding<"transient-in-durable-queue", null>
  | Finding<"persistent-unconfirmed", Unawaited>
  | Finding<"quorum-not-durable", null>
  | Finding<"transient-in-quorum", null>
  | Finding<"unlimited-in-quorum", { readonly prefetch: number }>
  | Finding<"more-workers-than-tasks", { readonly workers: number; readonly tasks: number }>;

/** How long an arm would take, from the first publication on; `null` when it would never be done. See `simulation/`. */
export type FinishOf = (arm: Arm, plan: Scenario) => ForMs | null;

/** When a broker of that release writes what nobody waits for: after so long a quiet, or so many (ST14). */
export interface Unawaited {
  readonly release: string;
  readonly quietMs: number;
  readonly entries: number;
}

/** What a quorum queue takes for unlimited (QQ9). */
const QUORUM_PREFETCH = 2000;

/** Figures are shown to a tenth of a second: less is no difference. */
const NOTICEABLE_MS = 100;

/**
 * What can be said of a scenario's settings before it is run.
 *
 * @param unawaited of the broker it would run on; null while that is not known.
 */
export function lintPlan(
  scenario: Scenario,
  finishOf: FinishOf,
  unawaited: Unawaited | null,
): readonly PlanFinding[] {
  return scenario.arms.flatMap((arm) => [
    ...survival(arm, unawaited),
    ...inertPrefetch(arm),
    ...fewerThanHands(arm),
    ...unlimitedPrefetch(arm, scenario, finishOf),
    ...unlimitedInQuorum(arm, scenario),
    ...idleWorkers(arm, scenario),
  ]);
}

function survival({ arm, strategy }: Arm, unawaited: Unawaited | null): readonly PlanFinding[] {
  const { durable, persistent, confirms, queueType } = strategy;
  if (queueType === "quorum") {
    if (!durable) return [{ code: "quorum-not-durable", arm, severity: "warning", facts: null }];
    if (persistent) return [];
    return [{ code: "transient-in-quorum", arm, severity: "hint", facts: null }];
  }
  if (durable && persistent && !confirms) {
    if (unawaited === null) return [];
    return [{ code: "persistent-unconfirmed", arm, severity: "hint", facts: unawaited }];
  }
  if (durable === persistent) return [];
  const code = persistent ? "persistent-in-transient-queue" : "transient-in-durable-queue";
  return [{ code, arm, severity: "warning", facts: null }];
}

function inertPrefetch({ arm, strategy }: Arm): readonly PlanFinding[] {
  const { prefetch } = strategy;
  if (!isInert("prefetch", strategy) || prefetch === "unlimited") return [];
  return [{ code: "prefetch-inert", arm, severity: "hint", facts: { prefetch } }];
}

/** A worker is sent no more than its prefetch before it acks: hands beyond that stay empty (DQ10). */
function fewerThanHands({ arm, strategy, workers }: Arm): readonly PlanFinding[] {
  const { prefetch } = strategy;
  const concurrency = mostAtATime(workers);
  if (prefetch === "unlimited" || isInert("prefetch", strategy)) return [];
  if (prefetch >= concurrency) return [];
  const facts = { prefetch, concurrency };
  return [{ code: "prefetch-below-concurrency", arm, severity: "hint", facts }];
}

/** Whether waiting for acks would be faster; a plan with faults can't tell. */
function unlimitedPrefetch(planned: Arm, plan: Scenario, finishOf: FinishOf) {
  const { arm, strategy } = planned;
  const limited = strategy.prefetch !== "unlimited" && !isInert("prefetch", strategy);
  if (limited || plan.faults.length > 0) return [];
  const dealtMs = finishOf(planned, plan);
  const { prefetch, ack } = WAIT_FOR_ACK;
  const asFreeMs = finishOf({ ...planned, strategy: { ...strategy, prefetch, ack } }, plan);
  if (dealtMs === null || asFreeMs === null || dealtMs - asFreeMs < NOTICEABLE_MS) return [];
  const facts = { dealtMs, asFreeMs };
  return [{ code: "unlimited-slower", arm, severity: "hint", facts } as const];
}

/** Said where somebody could come to hold as many. */
function unlimitedInQuorum({ arm, strategy }: Arm, { workload }: Scenario): readonly PlanFinding[] {
  const { queueType, prefetch, ack } = strategy;
  if (queueType !== "quorum" || prefetch !== "unlimited" || ack === "auto") return [];
  if (workload.length <= QUORUM_PREFETCH) return [];
  const facts = { prefetch: QUORUM_PREFETCH };
  return [{ code: "unlimited-in-quorum", arm, severity: "hint", facts }];
}

function idleWorkers({ arm, workers }: Arm, { workload }: Scenario): readonly PlanFinding[] {
  if (workload.length === 0 || workers.length <= workload.length) return [];
  const facts = { workers: workers.length, tasks: workload.length };
  return [{ code: "more-workers-than-tasks", arm, severity: "hint", facts }];
}
