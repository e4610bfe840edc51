import type { ArmState, WorkerState } from "#shared/run/run-state.ts";
import type { PlannedWorker } from "#shared/scenario/scenario.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { WORKER_ACTIONS, type WorkerActionName } from "#shared/scenario/worker-action-name.ts";
import type { WhyOff } from "./user-action.ts";

export type ActName =
  WorkerActionName | "slow" | "fast" | "more-at-once" | "fewer-at-once" | "remove";

/** One thing that can be done to a worker. */
export interface Act {
  readonly name: ActName;
  readonly does:
    | WorkerAction
    | { readonly type: "remove" }
    | { readonly type: "set-concurrency"; readonly concurrency: number };
  /** Set where it would do nothing now. */
  readonly off: WhyOff | null;
}

/** A worker of the run, of the plan, or of both. */
export interface Actable {
  readonly state: WorkerState | null;
  readonly plan: PlannedWorker | null;
}

/** What stands on the lane, and what is in its menu. */
export interface LaneActs {
  readonly shown: readonly Act[];
  readonly more: readonly Act[];
}

/** The speed a worker has, or will have. */
export function speedOf({ state, plan }: Actable): number {
  return state?.speed ?? plan?.speed ?? 1;
}

/** How many tasks a worker works on at a time, or will. */
export function concurrencyOf({ state, plan }: Actable): number {
  return state?.concurrency ?? plan?.concurrency ?? 1;
}

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, SCENARIO_LIMITS.maxSpeed] as const;
const CONCURRENCIES = [1, 2, 3, 4, 8, 16, 32, SCENARIO_LIMITS.concurrency] as const;
const NONE: LaneActs = { shown: [], more: [] };

/** Between runs: what changes the plan. */
export function planActs(lane: Actable): LaneActs {
  if (lane.plan === null || lane.state?.leftAtMs != null) return NONE;
  const { slow, fast } = speedActs(speedOf(lane));
  const remove: Act = { name: "remove", does: { type: "remove" }, off: null };
  return { shown: [slow, fast, remove], more: concurrencyActs(concurrencyOf(lane)) };
}

/** During a run: what happens to the worker. */
export function runActs(lane: Actable, arm: ArmState | null, brokerIsAway: boolean): LaneActs {
  const { state } = lane;
  if (!arm || !state) return NONE;
  const away = (one: Act): Act => (brokerIsAway ? { ...one, off: "broker-away" } : one);
  if (state.leftAtMs !== null) {
    return { shown: [away(act("restart"))], more: [] };
  }
  const { slow, fast } = speedActs(speedOf(lane));
  const { halt, acking } = state;
  const ending = halt ? act("resume") : act("pause");
  const hang = act("hang");
  const silent = act("hang-silent");
  const isAuto = arm.strategy.ack === "auto";
  const needsTask = (one: Act): Act => {
    if (isAuto) return { ...one, off: "auto-ack" };
    return state.running.length + state.held.length === 0 ? { ...one, off: "empty-handed" } : one;
  };
  const acks = acking ? act("forget-acks") : act("remember-acks");
  const isHung = halt?.how === "hung";
  return {
    shown: [slow, ending, ...(isHung ? [] : [hang]), act("kill")].map(away),
    more: [
      fast,
      act("stop"),
      ...(halt?.heartbeats === false ? [] : [silent]),
      isAuto ? { ...acks, off: "auto-ack" as const } : acks,
      needsTask(act("nack")),
      needsTask(act("nack-drop")),
      needsTask(act("reject-drop")),
      act("restart"),
    ].map(away),
  };
}

function speedActs(speed: number): { readonly slow: Act; readonly fast: Act } {
  const slower = SPEEDS.findLast((step) => step < speed);
  const faster = SPEEDS.find((step) => step > speed);
  return {
    slow: {
      name: "slow",
      does: { type: "set-speed", speed: slower ?? speed },
      off: slower ? null : "slowest",
    },
    fast: {
      name: "fast",
      does: { type: "set-speed", speed: faster ?? speed },
      off: faster ? null : "fastest",
    },
  };
}

function concurrencyActs(concurrency: number): readonly Act[] {
  const more = CONCURRENCIES.find((step) => step > concurrency);
  const fewer = CONCURRENCIES.findLast((step) => step < concurrency);
  return [
    {
      name: "more-at-once",
      does: { type: "set-concurrency", concurrency: more ?? concurrency },
      off: more ? null : "most-at-once",
    },
    {
      name: "fewer-at-once",
      does: { type: "set-concurrency", concurrency: fewer ?? concurrency },
      off: fewer ? null : "one-at-once",
    },
  ];
}

function act(name: WorkerActionName): Act {
  return { name, does: WORKER_ACTIONS[name], off: null };
}
