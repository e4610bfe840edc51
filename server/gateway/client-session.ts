import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { fail, ok } from "#shared/kernel/result.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { JoinRequest, PackedJoined } from "#shared/protocol/events.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import { may, type Right, type Rights, type Role } from "#shared/protocol/rights.ts";
import type { PackedLog } from "#shared/protocol/packed.ts";
import type { Outcome } from "../labs/command.ts";
import { labCommandSchema } from "../labs/commands.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabRegistry } from "../labs/lab-registry.ts";
import { refusalOf } from "./refusal-of.ts";
import { commandRequestSchema, isOldPage, joinRequestSchema, logSinceSchema } from "./requests.ts";
import type { Gateway, GatewaySocket } from "./socket-types.ts";
import type { AddressLimit } from "../limits/address-limit.ts";
import type { GuessLimit } from "../limits/guess-limit.ts";
import { TokenBucket } from "../limits/token-bucket.ts";
import type { Counter } from "./desk.ts";

export interface SessionDeps {
  readonly labs: LabRegistry;
  readonly wall: WallClock;
  /** Who may do what. */
  readonly rights: Rights;
  readonly hostTokenOf: (request: IncomingMessage) => string | undefined;
  readonly isOperator: (request: IncomingMessage) => boolean;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly guesses: GuessLimit;
  /** Commands by those who may not. */
  readonly refusedCommands: AddressLimit;
  /** Told of an error of ours met while carrying out a request. */
  readonly onDefect: (error: unknown) => void;
}

/** A key held down repeats 30 times a second. */
const RATE = { burst: 60, perSecond: 30 } as const;

type LogRequest = z.infer<typeof logSinceSchema>;

/** What one browser may ask, and of which lab. Every payload is parsed before it is used. */
export class ClientSession {
  #gateway: Gateway;
  #socket: GatewaySocket;
  #deps: SessionDeps;
  /** Where logs and plans are handed out. */
  #counter: Counter;
  #bucket: TokenBucket;
  #address: string;
  /** It named a lab that is not there. */
  #hasGuessed = false;

  constructor(gateway: Gateway, socket: GatewaySocket, counter: Counter, deps: SessionDeps) {
    this.#gateway = gateway;
    this.#socket = socket;
    this.#counter = counter;
    this.#deps = deps;
    this.#address = deps.addressOf(socket.request);
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
      void this.#answer(
        joinRequestSchema,
        payload,
        reply,
        (request) => this.#mayJoin(request) ?? this.#inTurn(() => this.#join(request)),
      );
    });
    socket.on("lab:command", (payload, reply) => {
      void this.#answer(commandRequestSchema, payload, reply, ({ id, command }) => {
        // A large command of one who may not is not even read.
        const lab = this.#labToCommand(command);
        if (!lab.ok) return lab;
        const parsed = labCommandSchema.safeParse(command);
        if (!parsed.success) return fail(refusalOf(parsed.error));
        return lab.value.execute(parsed.data, id);
      });
    });
    socket.on("log:since", (payload, reply) => {
      // Even to read it is too much work for one who asks and asks.
      if (this.#counter.isFull && typeof reply === "function") {
        reply(fail({ code: "too-fast" }));
        return;
      }
      void this.#answer(
        logSinceSchema,
        payload,
        reply,
        (from) => this.#mayRead(from) ?? this.#inTurn(() => this.#logSince(from)),
      );
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

  /** What is large comes in its turn, and not to a socket that is gone. */
  #inTurn<Value>(answer: () => Outcome<Value>): Promise<Outcome<Value>> | Outcome<Value> {
    return new Promise((resolve) => {
      const isTaken = this.#counter.ask(() => {
        resolve(Promise.resolve().then(answer));
      });
      if (!isTaken) resolve(fail({ code: "too-fast" }));
    });
  }

  /** @returns why not. Whether one may ask at all is decided before the code is looked at. */
  #mayJoin({ labId }: JoinRequest): Outcome<never> | null {
    const { guesses, labs } = this.#deps;
    if (!guesses.mayTry(this.#address, this.#hasGuessed)) return fail({ code: "too-fast" });
    if (labs.get(labId)) return null;
    this.#hasGuessed = true;
    guesses.failed(this.#address);
    return fail({ code: "no-such-lab" });
  }

  /** Into the room and its log in one turn, so that no event is missed in between. */
  #join({ labId, runId, afterSeq, planVersion }: JoinRequest): Outcome<PackedJoined> {
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
    const missed = planVersion === null ? undefined : lab.editsSince(planVersion);
    return ok({
      roles,
      lab: lab.state,
      plan: missed === undefined ? lab.packedPlan : null,
      edits: missed ?? [],
      people: this.#peopleIn(labId),
      ...lab.pictureSince(runId, afterSeq, missed === undefined),
      clock: lab.reading,
    });
  }

  /** The one place where rights are asked for. @param command not parsed yet: of what is none, that is said later. */
  #labToCommand(command: unknown): Outcome<Lab> {
    const lab = this.#lab();
    if (!lab.ok) return lab;
    const { rights, refusedCommands } = this.#deps;
    const type = rightOf(command, rights);
    if (type === null || may(this.#rolesIn(lab.value.labId), type, rights)) return lab;
    if (!refusedCommands.take(this.#address)) this.#socket.disconnect(true);
    return fail({ code: "not-allowed" });
  }

  #mayRead({ runId }: LogRequest): Outcome<never> | null {
    const lab = this.#lab();
    if (!lab.ok) return lab;
    return lab.value.state.runId === runId ? null : fail({ code: "no-run" });
  }

  #logSince({ runId, afterSeq }: LogRequest): Outcome<PackedLog> {
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
  }

  #peopleIn(labId: LabId): number {
    return this.#gateway.sockets.adapter.rooms.get(labId)?.size ?? 0;
  }
}

/** The right that a command asks for, as far as it is one. */
function rightOf(command: unknown, rights: Rights): Right | null {
  const type: unknown =
    typeof command === "object" && command !== null && "type" in command ? command.type : null;
  return typeof type === "string" && type !== "watch" && Object.hasOwn(rights, type)
    ? (type as Right)
    : null;
}
