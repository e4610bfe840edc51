import type { Brand } from "../kernel/brand.ts";
import type { BrokerIdentity, RunId } from "../run-log/run-event.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Six characters of a URL; whoever knows it may watch. */
export type LabId = Brand<string, "LabId">;

export type BrokerStatus =
  | { readonly state: "connecting" }
  | {
      readonly state: "up";
      readonly identity: BrokerIdentity;
      /** Where programs beside the server reach our own broker; `null` for another, whose URL may hold a password. */
      readonly url: string | null;
      /** Ours, or one the server was told how to restart. */
      readonly canRestart: boolean;
    }
  | {
      readonly state: "down";
      readonly reason: string;
      readonly attempt: number;
      /** Whether the broker was given by AMQP_URL (then the embedded one can stand in). */
      readonly external: boolean;
    };

/** What the transport can be doing. `idle` has no run; `closed` shows one that ended. */
export type LabPhase = "idle" | "starting" | "running" | "paused" | "broker-lost" | "closed";

/** Lab speeds one can choose. */
export const SPEEDS = [0.5, 1, 2, 4, 10, 20] as const;
export type Speed = (typeof SPEEDS)[number];

/** Everything about a lab but its run's log. Sent whole whenever it changes. */
export interface LabState {
  readonly labId: LabId;
  readonly scenario: Scenario;
  readonly phase: LabPhase;
  readonly runId: RunId | null;
  readonly speed: Speed;
  /** Sockets in the room, the host's own included. */
  readonly people: number;
  readonly broker: BrokerStatus;
}
