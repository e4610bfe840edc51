import type { ArmId, Scenario, WorkerId } from "../scenario/scenario.ts";
import type { Strategy } from "../scenario/strategy.ts";
import type { WorkerAction } from "../scenario/worker-action.ts";
import type { Speed } from "./lab-state.ts";

/** What the host may ask of a lab. */
export type LabCommand =
  /** Replaces the plan. While a run is on, refused with `run-in-progress`. */
  | { readonly type: "set-scenario"; readonly scenario: Scenario }
  /** Publishes to every arm at once while a run is on; otherwise appends to the workload. */
  | { readonly type: "push-task"; readonly text: string }
  /** Plan and, while a run is on, the broker: consumers move to a new channel. */
  | { readonly type: "set-strategy"; readonly arm: ArmId; readonly strategy: Strategy }
  | { readonly type: "add-worker"; readonly arm: ArmId }
  /** Finishes its task, then leaves. */
  | { readonly type: "remove-worker"; readonly arm: ArmId; readonly worker: WorkerId }
  | {
      readonly type: "set-worker-speed";
      readonly arm: ArmId;
      readonly worker: WorkerId;
      readonly speed: number;
    }
  /**
   * While a run is on: declares the arm's queue once more, with this durability. The plan takes
   * it as well: the next run's queue has another name.
   */
  | { readonly type: "redeclare-queue"; readonly arm: ArmId; readonly durable: boolean }
  /** While a run is on: publishes to a routing key that no queue has. */
  | {
      readonly type: "publish-astray";
      readonly arm: ArmId;
      readonly text: string;
      readonly mandatory: boolean;
    }
  /**
   * While a run is on: publishes `count` messages at once to a queue of their own beside that of
   * each of these arms. With `kill` the broker is killed, once, right after; what survived is counted.
   */
  | {
      readonly type: "publish-burst";
      readonly arms: readonly ArmId[];
      readonly count: number;
      readonly kill: boolean;
    }
  /** While a run is on. What stays of it in the plan has commands of its own, above. */
  | {
      readonly type: "act-on-worker";
      readonly arm: ArmId;
      readonly worker: WorkerId;
      readonly action: WorkerAction;
    }
  /** In good order, or as with kill -9. */
  | { readonly type: "restart-broker"; readonly kill: boolean }
  /** Starts a run of the plan, or a new one after the last closed. */
  | { readonly type: "run" }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  /** Pauses if need be and moves lab time to the next thing that is due. */
  | { readonly type: "step" }
  | { readonly type: "set-speed"; readonly speed: Speed }
  /** Ends the run, keeps the plan. */
  | { readonly type: "stop" }
  /** Ends the run and goes back to the default race. */
  | { readonly type: "reset" }
  | { readonly type: "note"; readonly text: string }
  | { readonly type: "retry-broker" }
  | { readonly type: "use-embedded-broker" };

/** Why a command was not carried out. The browser words it. */
export type CommandProblem =
  | { readonly code: "not-host" }
  | { readonly code: "no-such-lab" }
  | { readonly code: "not-joined" }
  | { readonly code: "too-fast" }
  /** `path` names the field, `detail` the limit, in the schema's words. */
  | { readonly code: "invalid"; readonly path: string; readonly detail: string }
  | { readonly code: "run-in-progress" }
  | { readonly code: "no-run" }
  | { readonly code: "broker-down"; readonly reason: string }
  /** The last burst is not counted yet. */
  | { readonly code: "burst-in-progress" }
  | { readonly code: "no-such-worker" }
  /** Nothing in its hands, or acknowledged when it was delivered. */
  | { readonly code: "nothing-to-give-back" }
  /** Its broker is somebody else's, and no `BROKER_RESTART_COMMAND` is set. */
  | { readonly code: "restart-not-allowed" }
  /** The command failed; `reason` is what it wrote. */
  | { readonly code: "restart-failed"; readonly reason: string }
  | { readonly code: "limit"; readonly what: "workers" | "tasks" | "labs"; readonly max: number }
  /** The queue exists with the other durability: from the next run. */
  | { readonly code: "durable-next-run" }
  | { readonly code: "internal" };
