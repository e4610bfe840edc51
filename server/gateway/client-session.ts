import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { fail, ok } from "#shared/kernel/result.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { Joined, JoinRequest } from "#shared/protocol/events.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import { may, type Rights, type Role } from "#shared/protocol/rights.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import { packScenario } from "#shared/scenario/packed-scenario.ts";
import type { Outcome } from "../labs/command.ts";
import { labCommandSchema } from "../labs/commands.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabRegistry } from "../labs/lab-registry.ts";
import { refusalOf } from "./refusal-of.ts";
import { commandRequestSchema, isOldPage, joinRequestSchema, logSinceSchema } from "./requests.ts";
import type { Gateway, GatewaySocket } from "./socket-types.ts";
import { TokenBucket } from "../limits/token-bucket.ts";

export interface SessionDeps {
  readonly labs: LabRegistry;
  readonly wall: WallClock;
  /** Who may do what. */
  readonly rights: Rights;
  readonly hostTokenOf: (request: IncomingMessage) => string | undefined;
  readonly isOperator: (request: IncomingMessage) => boolean;
  /** Told of an error of ours met while carrying out a request. */
  readonly onDefect: (error: unknown) => void;
}

/** A key held down repeats 30 times a second. */
const RATE = { burst: 60, perSecond: 30 } as const;

/** What one browser may ask, and of which lab. Every payload is parsed before it is used. */
export class ClientSession {
  #gateway: Gateway;
  #socket: GatewaySocket;
  #deps: SessionDeps;
  #bucket: TokenBucket;

  constructor(gateway: Gateway, socket: GatewaySocket, deps: SessionDeps) {
    this.#gateway = gateway;
    this.#socket = socket;
    this.#deps = deps;
    this.#bucket = new TokenBucket(RATE, () => deps.wall.nowMs());
  }

  /** From now on, until it disconnects. */
  listen(): void {
    const socket = this.#socket;
    socket.data.labId = null;
    socket.on("lab:join", (payload, reply) => {
      if (isOldPage(payload)) {
        if (typeof reply === "function") reply(fail({ code: "old-page" }));
        return;
      }
      void this.#answer(joinRequestSchema, payload, reply, (request) => this.#join(request));
    });
    socket.on("lab:command", (payload, reply) => {
      void this.#answer(commandRequestSchema, payload, reply, ({ id, command }) => {
        const parsed = labCommandSchema.safeParse(command);
        return parsed.success ? this.#command(parsed.data, id) : fail(refusalOf(parsed.error));
      });
    });
    socket.on("log:since", (payload, reply) => {
      void this.#answer(logSinceSchema, payload, reply, (from) => this.#logSince(from));
    });
    socket.on("disconnect", () => {
      this.#leave();
    });
  }

  /** Parses, asks, answers; a client that wants no answer gets none. */
  async #answer<Payload, Value>(
    schema: z.ZodType<Payload>,
    payload: unknown,
    reply: unknown,
    ask: (payload: Payload) => Outcome<Value> | Promise<Outcome<Value>>,
  ): Promise<void> {
    const outcome = await this.#outcomeOf(schema, payload, ask);
    if (typeof reply === "function") (reply as (outcome: Outcome<Value>) => void)(outcome);
  }

  async #outcomeOf<Payload, Value>(
    schema: z.ZodType<Payload>,
    payload: unknown,
    ask: (payload: Payload) => Outcome<Value> | Promise<Outcome<Value>>,
  ): Promise<Outcome<Value>> {
    if (!this.#bucket.take()) return fail({ code: "too-fast" });
    const parsed = schema.safeParse(payload);
    if (!parsed.success) return fail(refusalOf(parsed.error));
    try {
      return await ask(parsed.data);
    } catch (error) {
      this.#deps.onDefect(error);
      return fail({ code: "internal" });
    }
  }

  /** Into the room and its log in one turn, so that no event is missed in between. */
  #join({ labId, runId, afterSeq, planVersion }: JoinRequest): Outcome<Joined> {
    const lab = this.#deps.labs.get(labId);
    if (!lab) return fail({ code: "no-such-lab" });
    const roles = this.#rolesIn(labId);
    if (!may(roles, "watch", this.#deps.rights)) return fail({ code: "not-allowed" });
    if (this.#socket.data.labId !== labId) {
      this.#leave();
      this.#socket.data.labId = labId;
      void this.#socket.join(labId);
      this.#tellPeople(labId);
    }
    const { plan } = lab;
    const missed = planVersion === null ? undefined : lab.editsSince(planVersion);
    return ok({
      roles,
      lab: lab.state,
      plan: missed === undefined ? { ...plan, scenario: packScenario(plan.scenario) } : null,
      edits: missed ?? [],
      people: this.#peopleIn(labId),
      ...lab.pictureSince(runId, afterSeq),
      clock: lab.reading,
    });
  }

  /** The one place where rights are asked for. @param id what the browser calls it. */
  #command(command: LabCommand, id: string | null): Outcome | Promise<Outcome> {
    const lab = this.#lab();
    if (!lab.ok) return lab;
    const roles = this.#rolesIn(lab.value.labId);
    if (!may(roles, command.type, this.#deps.rights)) return fail({ code: "not-allowed" });
    return lab.value.execute(command, id);
  }

  #logSince({ runId, afterSeq }: z.infer<typeof logSinceSchema>): Outcome<readonly Logged[]> {
    const lab = this.#lab();
    if (!lab.ok) return lab;
    if (lab.value.state.runId !== runId) return fail({ code: "no-run" });
    return ok(lab.value.logSince(runId, afterSeq));
  }

  #leave(): void {
    const { labId } = this.#socket.data;
    if (labId === null) return;
    void this.#socket.leave(labId);
    this.#socket.data.labId = null;
    this.#tellPeople(labId);
  }

  #rolesIn(labId: LabId): readonly Role[] {
    const { labs, hostTokenOf, isOperator } = this.#deps;
    const { request } = this.#socket;
    const roles = labs.rolesOf(labId, hostTokenOf(request));
    return isOperator(request) ? ["operator", ...roles] : roles;
  }

  #lab(): Outcome<Lab> {
    const { labId } = this.#socket.data;
    if (labId === null) return fail({ code: "not-joined" });
    const lab = this.#deps.labs.get(labId);
    return lab ? ok(lab) : fail({ code: "no-such-lab" });
  }

  #tellPeople(labId: LabId): void {
    const people = this.#peopleIn(labId);
    this.#deps.labs.setPeople(labId, people);
    this.#gateway.to(labId).emit("lab:people", people);
  }

  #peopleIn(labId: LabId): number {
    return this.#gateway.sockets.adapter.rooms.get(labId)?.size ?? 0;
  }
}
