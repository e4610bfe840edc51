import type { Result } from "../kernel/result.ts";
import type { Logged, RunId, Seq } from "../run-log/run-event.ts";
import type { CommandProblem } from "./command-problem.ts";
import type { Checkpoint } from "../run/checkpoint/checkpoint.ts";
import type { PackedScenario } from "../scenario/packed-scenario.ts";
import type { LabCommand } from "./lab-command.ts";
import type { LabId, LabState } from "./lab-state.ts";
import type { Packed, PackedLog } from "./packed.ts";
import type { Plan, PlanEdit } from "./plan.ts";
import type { Role } from "./rights.ts";

/** One more whenever a page of before would misunderstand the server, or be misunderstood. */
export const PROTOCOL_VERSION = 7;

/** As many events as are sent at once: some 400 kB. */
export const LOG_CHUNK = 4000;

/** Lab time as the server read it when it sent this. */
export interface ClockReading {
  readonly labMs: number;
  /** Lab milliseconds a wall millisecond; 0 while paused. */
  readonly rate: number;
}

/** A plan with its tasks in columns. */
export type PackedPlan = Pick<Plan, "version"> & { readonly scenario: PackedScenario };

/** The whole picture, for one who joins or comes back. */
export interface Joined {
  /** Who this browser is in the lab. */
  readonly roles: readonly Role[];
  readonly lab: LabState;
  /** `null` where the edits since this browser's version are known. */
  readonly plan: PackedPlan | null;
  /** What this browser missed of them. */
  readonly edits: readonly PlanEdit[];
  /** Sockets in the room, this one included. */
  readonly people: number;
  /**
   * The current run as of a moment ago, where more than a chunk is missing here; else `null`. What it leaves out of
   * the log is asked for by `log:since`, a chunk at a time.
   */
  readonly checkpoint: Checkpoint | null;
  /**
   * The current run's log, a chunk at most: after the checkpoint, or after `afterSeq`, or from its beginning when the
   * run is another one.
   */
  readonly log: readonly Logged[];
  readonly clock: ClockReading;
}

type Nullable<Type, Key extends keyof Type> = Omit<Type, Key> & {
  readonly [key in Key]: Type[key] | null;
};

/** A checkpoint sent beside a plan: where the run's tasks are the plan's, they are sent there alone. */
export type SentCheckpoint = Omit<Checkpoint, "scenario"> & {
  readonly scenario: Nullable<PackedScenario, "workload"> | null;
};

/** The same as it is sent: what is large is packed. */
export interface PackedJoined extends Omit<Joined, "plan" | "checkpoint" | "log"> {
  readonly plan: Packed<PackedPlan> | null;
  readonly checkpoint: Packed<SentCheckpoint> | null;
  readonly log: PackedLog;
}

export interface JoinRequest {
  /** The page's {@link PROTOCOL_VERSION}. */
  readonly protocol: number;
  readonly labId: LabId;
  /** What this browser has already, so that only the rest is sent. */
  readonly runId: RunId | null;
  readonly afterSeq: Seq | 0;
  readonly planVersion: number | null;
}

export interface CommandRequest {
  /** What the browser calls it, to know what came of it again; `null` to do without. */
  readonly id: string | null;
  readonly command: LabCommand;
}

/** At most one every 50 ms. `events` continue the log; empty when only time went by. */
export interface Tick {
  readonly runId: RunId;
  readonly events: readonly Logged[];
  readonly clock: ClockReading;
}

/** Browser → server. The reply is socket.io's acknowledgement callback. */
export interface ClientToServerEvents {
  "lab:join": (
    request: JoinRequest,
    reply: (result: Result<PackedJoined, CommandProblem>) => void,
  ) => void;
  "lab:command": (
    request: CommandRequest,
    reply: (result: Result<null, CommandProblem>) => void,
  ) => void;
  "log:since": (
    from: { readonly runId: RunId; readonly afterSeq: Seq | 0 },
    reply: (result: Result<PackedLog, CommandProblem>) => void,
  ) => void;
}

/** Server → browser. */
export interface ServerToClientEvents {
  "lab:state": (lab: LabState) => void;
  /** One edit of the plan: whoever has the plan before it applies the same. */
  "lab:edited": (edit: PlanEdit) => void;
  "lab:people": (people: number) => void;
  "run:tick": (tick: Tick) => void;
}

/** The same events seen from the receiving end: a payload proves nothing until it is parsed. */
export type Unproven<Events> = {
  [Name in keyof Events]: Events[Name] extends (payload: infer _Payload, reply: infer Reply) => void
    ? (payload: unknown, reply: Reply) => void
    : never;
};
