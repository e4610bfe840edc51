import { io, type Socket } from "socket.io-client";
import { project } from "#shared/kernel/projection.ts";
import type { Result } from "#shared/kernel/result.ts";
import {
  PROTOCOL_VERSION,
  type ClientToServerEvents,
  type Joined,
  type ServerToClientEvents,
  type Tick,
} from "#shared/protocol/events.ts";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import { editOf, type LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId, LabState } from "#shared/protocol/lab-state.ts";
import { unpackLog } from "#shared/protocol/packed.ts";
import { unpackJoined } from "#shared/protocol/unpack-joined.ts";
import type { Plan, PlanEdit } from "#shared/protocol/plan.ts";
import type { Role } from "#shared/protocol/rights.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { unpackScenario } from "#shared/scenario/packed-scenario.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { eventually } from "#tests/support/eventually.ts";

/** A browser that owns a lab. */
export interface Host {
  readonly labId: string;
  readonly cookie: string;
}

/** A browser's side of the protocol, as plain as can be: keeps what it is sent. */
export class LabClient {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  lab: (LabState & { readonly scenario: Scenario; readonly people: number }) | null = null;
  roles: readonly Role[] = [];
  plan: Plan | null = null;
  readonly edits: PlanEdit[] = [];
  /** The current run's log, as far as it came. */
  log: Logged[] = [];
  /** What a checkpoint knew of the log when it came. */
  #leaptTo: Seq | 0 = 0;
  readonly ticks: { readonly receivedAtMs: number; readonly tick: Tick }[] = [];

  constructor(url: string, cookie?: string, headers: Record<string, string> = {}) {
    this.socket = io(url, {
      transports: ["websocket"],
      forceNew: true,
      extraHeaders: { ...headers, ...(cookie !== undefined && { cookie }) },
    });
    this.socket.on("lab:state", (state) => {
      if (!this.lab) return;
      if (state.runId !== this.lab.runId) {
        this.log = [];
        this.#leaptTo = 0;
      }
      this.lab = { ...this.lab, ...state };
    });
    this.socket.on("lab:people", (people) => {
      if (this.lab) this.lab = { ...this.lab, people };
    });
    this.socket.on("lab:edited", (edit) => {
      this.edits.push(edit);
      if (!this.plan || !this.lab) return;
      const edited = editOf(this.plan.scenario, edit.command);
      if (edit.version !== this.plan.version + 1 || !edited?.ok) {
        throw new Error(`Not an edit of version ${this.plan.version}: ${JSON.stringify(edit)}`);
      }
      this.plan = { version: edit.version, scenario: edited.value };
      this.lab = { ...this.lab, scenario: edited.value };
    });
    this.socket.on("run:tick", (tick) => {
      this.ticks.push({ receivedAtMs: performance.now(), tick });
      this.#take(tick);
    });
  }

  /** Resolves once the socket is up. Rejects when the server will not have it. */
  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once("connect", resolve);
      this.socket.once("connect_error", reject);
    });
  }

  async join(labId: string, runId: RunId | null = null, afterSeq: Seq | 0 = 0): Promise<Joined> {
    const request = {
      protocol: PROTOCOL_VERSION,
      labId: labId as LabId,
      runId,
      afterSeq,
      planVersion: null,
    };
    const joined = await this.socket.emitWithAck("lab:join", request);
    if (!joined.ok) throw new Error(JSON.stringify(joined.error));
    const picture = unpackJoined(joined.value, request);
    const { lab, plan: packed, people, roles, checkpoint } = picture;
    if (!packed) throw new Error("Who has no plan is given one");
    const plan = { version: packed.version, scenario: unpackScenario(packed.scenario) };
    this.plan = plan;
    this.lab = { ...lab, scenario: plan.scenario, people };
    this.roles = roles;
    this.log = [...picture.log];
    this.#leaptTo = checkpoint?.seq ?? 0;
    // A tick that came in one piece with the answer was heard before it.
    for (const { tick } of this.ticks) if (tick.runId === lab.runId) this.#take(tick);
    if (checkpoint && lab.runId) {
      const past = await this.#past(lab.runId, checkpoint.seq);
      this.log = [...past, ...this.log];
    }
    return picture;
  }

  #take({ events }: Tick): void {
    const last = this.log.at(-1)?.seq ?? this.#leaptTo;
    this.log.push(...events.filter(({ seq }) => seq > last));
  }

  /** The current run's log up to `lastSeq`, as far as the checkpoint left it out. */
  async #past(runId: RunId, lastSeq: Seq): Promise<readonly Logged[]> {
    const past: Logged[] = [];
    while (past.length < lastSeq) {
      const afterSeq = past.length as Seq | 0;
      const chunk = await this.socket.emitWithAck("log:since", { runId, afterSeq });
      if (!chunk.ok) throw new Error(JSON.stringify(chunk.error));
      past.push(...unpackLog(chunk.value, afterSeq));
    }
    return past.slice(0, lastSeq);
  }

  send(command: LabCommand): Promise<Result<null, CommandProblem>> {
    return this.socket.emitWithAck("lab:command", { id: null, command });
  }

  /** Whether it steers. */
  get role(): "host" | "viewer" {
    return this.roles.includes("host") ? "host" : "viewer";
  }

  /** @throws when the command is refused. */
  async must(...commands: readonly LabCommand[]): Promise<void> {
    for (const command of commands) {
      const done = await this.send(command);
      if (!done.ok) throw new Error(`${command.type}: ${JSON.stringify(done.error)}`);
    }
  }

  get state(): RunState {
    return project(runStateProjection, this.log);
  }

  types(): string[] {
    return this.log.map(({ type }) => type);
  }

  /** Waits for the run to close. @returns it, folded. */
  async closed({ withinMs = 40_000 } = {}): Promise<RunState> {
    await eventually(
      () => {
        if (this.log.at(-1)?.type !== "run-closed") {
          throw new Error(`The run has not closed; last: ${JSON.stringify(this.log.at(-1))}`);
        }
      },
      { withinMs },
    );
    return this.state;
  }

  leave(): void {
    this.socket.disconnect();
  }
}
