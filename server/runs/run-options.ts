import type { BrokerEvent } from "#broker";
import type { Result } from "#shared/kernel/result.ts";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import { releaseOf } from "#shared/run-log/broker-release.ts";
import type { BrokerIdentity, RunEvent, RunId } from "#shared/run-log/run-event.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { LogObserver } from "./recorder.ts";

export interface RunBroker {
  readonly url: string;
  readonly identity: BrokerIdentity;
}

export interface RunOptions {
  readonly runId: RunId;
  /** Begins the names of its queues, after `dispatch-lab.`. */
  readonly owner: string;
  readonly scenario: Scenario;
  /** Lab seconds a wall second. */
  readonly speed: number;
  readonly broker: RunBroker;
  /** Lab ms at which it is stopped, however far it is; left out, it ends when it is complete. */
  readonly endAtMs?: number;
}

/** How its log begins. */
export function opening({ runId, scenario, broker: { identity } }: RunOptions): RunEvent {
  const release = releaseOf(identity);
  return { type: "run-opened", formatVersion: 2, runId, scenario, broker: identity, release };
}

/** Told what happens in a queue, until the function that it returns is called. */
export type Follow = (listener: (event: BrokerEvent) => void, queue: string) => () => void;

export interface RunPorts {
  readonly wall: WallClock;
  /** Tells what happens in a queue, where the broker is our own. */
  readonly follow?: Follow;
  /** Resolves once a broker answers anew, however long that takes. */
  readonly brokerBack: () => Promise<RunBroker>;
  readonly restartBroker: (kill: boolean) => Promise<Result<null, RestartProblem>>;
  /** Told of every event: whoever is among them when it happens. */
  readonly observers: Iterable<LogObserver>;
  readonly onPhase: (phase: RunPhase) => void;
}

/** The broker is not ours to restart, others race on it, or what restarts it failed. */
export type RestartProblem = Extract<
  CommandProblem,
  { readonly code: "restart-not-allowed" | "restart-failed" | "cool-down" | "limit" }
>;

export type RunPhase = Exclude<LabPhase, "idle">;
