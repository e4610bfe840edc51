import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { refuseOn } from "../http/http-server.ts";
import type { Rate } from "../limits/token-bucket.ts";
import { ClientSession, type SessionDeps } from "./client-session.ts";
import { Desk, type DeskLimits } from "./desk.ts";
import { limitIntake } from "./intake.ts";
import { LabFeed } from "./lab-feed.ts";
import { Outbox } from "./outbox.ts";
import type { Gateway } from "./socket-types.ts";

export interface GatewayDeps extends SessionDeps {
  /** Whether to speak with the sender at all. */
  readonly mayConnect: (request: IncomingMessage) => boolean;
}

/** As engine.io tells of it. */
interface RefusedConnection {
  readonly req: IncomingMessage & { readonly res?: unknown };
  readonly code: number;
  readonly message: string;
}

/** A scenario of 20,000 tasks of 200 Chinese characters (600 bytes) fits, an attack does not. */
const MAX_PAYLOAD_BYTES = 14 * 1024 * 1024;
/** Two edits of the largest plan one after the other; a log or a checkpoint comes in pieces of 2 MB at most. */
const MAX_BACKLOG_BYTES = 2 * MAX_PAYLOAD_BYTES;
/** Logs, checkpoints and plans, to everybody together. */
const DESK: DeskLimits = { maxBytes: 48 * 1024 * 1024, bytesPerMs: 100_000 };
/** What one socket may send: a host the largest plan, and again; a viewer asks. */
const HOST_BYTES: Rate = { burst: 2 * MAX_PAYLOAD_BYTES, perSecond: 1024 * 1024 };
const VIEWER_BYTES: Rate = { burst: 64 * 1024, perSecond: 16 * 1024 };
/** More than a session answers, if only to refuse: what comes faster is not even read. */
const PACKETS: Rate = { burst: 180, perSecond: 40 };

/**
 * Attaches the socket.io gateway to `http`: a session for each browser, a feed for each lab.
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

  // An upgrade has no response of its own for the headers to be set on.
  gateway.engine.on("connection_error", ({ req, code, message }: RefusedConnection) => {
    if (req.res === undefined) refuseOn(req.socket, 400, JSON.stringify({ code, message }));
  });

  const desk = new Desk(DESK, { wall: deps.wall, soon: setImmediate });
  deps.labs.onOpened((lab) => {
    lab.observe(new LabFeed(lab, deps.wall, gateway.to(lab.labId)));
  });

  gateway.on("connection", (socket) => {
    const isHost = deps.hostTokenOf(socket.request) !== undefined;
    const intake = { bytes: isHost ? HOST_BYTES : VIEWER_BYTES, packets: PACKETS };
    limitIntake(socket.conn, intake, () => deps.wall.nowMs());
    const outbox = new Outbox(socket.conn, MAX_BACKLOG_BYTES);
    const counter = desk.counterFor(outbox, () => socket.disconnect(true));
    new ClientSession(gateway, socket, counter, deps).listen();
  });
  return gateway;
}
