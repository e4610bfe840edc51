import type { Brand } from "../kernel/brand.ts";
import type { BrokerIdentity, RunId } from "../run-log/run-event.ts";

/** Six characters of a URL; whoever knows it may watch. */
export type LabId = Brand<string, "LabId">;

export type DiskFailure = "removed" | "full" | "failing";

export type BrokerStatus =
  | { readonly state: "connecting" }
  | {
      readonly state: "up";
      readonly identity: BrokerIdentity;
      /** Where programs beside the server reach our own broker; `null` for another, whose URL may hold a password. */
      readonly url: string | null;
      /** Ours, or one the server was told how to restart. */
      readonly canRestart: boolean;
      /** No other lab is on it. */
      readonly isOwn?: true;
      /** Another lab restarts it in a few seconds. */
      readonly restartDue?: true;
      /** Our own can't write to its disk: publishers wait, nothing is confirmed. */
      readonly diskFails?: DiskFailure | null;
    }
  | {
      readonly state: "down";
      readonly reason: string;
      readonly attempt: number;
      /** Whether the broker was given by AMQP_URL (then the embedded one can stand in). */
      readonly external: boolean;
      /** Our own, without a directory: what it held is gone. */
      readonly keepsNothing?: true;
    };

/** What the transport can be doing. `idle` has no run; `closed` shows one that ended. */
export type LabPhase = "idle" | "starting" | "running" | "paused" | "broker-lost" | "closed";

/** Whether a run holds the plan: then commands go to the run, and only some are possible. */
export function isRunOn(phase: LabPhase | undefined): boolean {
  return (
    phase === "starting" || phase === "running" || phase === "paused" || phase === "broker-lost"
  );
}

/** Lab speeds one can choose. */
export const SPEEDS = [0.5, 1, 2, 4, 10, 20] as const;
export type Speed = (typeof SPEEDS)[number];

/** What a lab is doing; sent whole whenever it changes. Its plan, its people and its run's log have messages of their own. */
export interface LabState {
  readonly labId: LabId;
  readonly phase: LabPhase;
  readonly runId: RunId | null;
  readonly speed: Speed;
  readonly broker: BrokerStatus;
}
