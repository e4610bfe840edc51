import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import type { z } from "zod";
import { fail } from "#shared/kernel/result.ts";
import type { Lab } from "../labs/lab.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { Outcome } from "../labs/command.ts";
import { labCommandSchema } from "../labs/commands.ts";
import { ClientSession, type SessionDeps } from "./client-session.ts";
import { limitBacklog } from "./backlog.ts";
import { refusalOf } from "./refusal-of.ts";
import { commandRequestSchema, isOldPage, joinRequestSchema, logSinceSchema } from "./requests.ts";
import type { Gateway } from "./socket-types.ts";
import { Ticker } from "./ticker.ts";
import { TokenBucket } from "./token-bucket.ts";

export interface GatewayDeps extends SessionDeps {
  readonly wall: WallClock;
  /** Whether to speak with the sender at all. */
  readonly mayConnect: (request: IncomingMessage) => boolean;
  /** Told of an error of ours met while carrying out a request. */
  readonly onDefect: (error: unknown) => void;
}

/** A scenario of 20,000 tasks of 200 Chinese characters (600 bytes) fits, an attack does not. */
const MAX_PAYLOAD_BYTES = 14 * 1024 * 1024;
/** Two edits of the largest plan one after the other; a log or a checkpoint comes in pieces of 2 MB at most. */
const MAX_BACKLOG_BYTES = 2 * MAX_PAYLOAD_BYTES;
/** A key held down repeats 30 times a second. */
const RATE = { burst: 60, perSecond: 30 } as const;

/**
 * Attaches the socket.io gateway to `http`. Every payload is parsed before it is used.
 *
 * @param dev leaves upgrades that are not ours to Next's development server.
 */
export function createGateway(
  http: HttpServer,
  deps: GatewayDeps,
  { dev }: { readonly dev: boolean },
): Gateway {
  const gateway: Gateway = new Server(http, {
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_PAYLOAD_BYTES,
    destroyUpgrade: !dev,
    allowRequest: (request, decide) => {
      decide(null, deps.mayConnect(request));
    },
  });

  deps.labs.onOpened((lab) => {
    follow(gateway, lab, deps.wall);
  });

  gateway.on("connection", (socket) => {
    limitBacklog(socket.conn, MAX_BACKLOG_BYTES);
    const session = new ClientSession(gateway, socket, deps);
    socket.data.labId = null;
    const bucket = new TokenBucket(RATE, () => deps.wall.nowMs());

    /** Parses, asks, answers; a client that wants no answer gets none. */
    const answer = async <Payload, Value>(
      schema: z.ZodType<Payload>,
      payload: unknown,
      reply: unknown,
      ask: (payload: Payload) => Outcome<Value> | Promise<Outcome<Value>>,
    ) => {
      const outcome = await outcomeOf(schema, payload, ask);
      if (typeof reply === "function") (reply as (outcome: Outcome<Value>) => void)(outcome);
    };

    const outcomeOf = async <Payload, Value>(
      schema: z.ZodType<Payload>,
      payload: unknown,
      ask: (payload: Payload) => Outcome<Value> | Promise<Outcome<Value>>,
    ): Promise<Outcome<Value>> => {
      if (!bucket.take()) return fail({ code: "too-fast" });
      const parsed = schema.safeParse(payload);
      if (!parsed.success) return fail(refusalOf(parsed.error));
      try {
        return await ask(parsed.data);
      } catch (error) {
        deps.onDefect(error);
        return fail({ code: "internal" });
      }
    };

    socket.on("lab:join", (payload, reply) => {
      if (isOldPage(payload)) {
        if (typeof reply === "function") reply(fail({ code: "old-page" }));
        return;
      }
      void answer(joinRequestSchema, payload, reply, (request) => session.join(request));
    });
    socket.on("lab:command", (payload, reply) => {
      void answer(commandRequestSchema, payload, reply, ({ id, command }) => {
        const parsed = labCommandSchema.safeParse(command);
        return parsed.success ? session.command(parsed.data, id) : fail(refusalOf(parsed.error));
      });
    });
    socket.on("log:since", (payload, reply) => {
      void answer(logSinceSchema, payload, reply, (from) => session.logSince(from));
    });
    socket.on("disconnect", () => {
      session.leave();
    });
  });
  return gateway;
}

function follow(gateway: Gateway, lab: Lab, wall: WallClock): void {
  const room = gateway.to(lab.labId);
  const ticker = new Ticker(lab, wall, (tick) => room.emit("run:tick", tick));
  lab.observe({
    onEvent: (event) => {
      ticker.add(event);
    },
    onEdit: (edit) => room.emit("lab:edited", edit),
    onState: () => {
      ticker.flush();
      ticker.nudge();
      room.emit("lab:state", lab.state);
    },
  });
}
