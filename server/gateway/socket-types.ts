import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type {
  ClientToServerEvents,
  ServerToClientEvents,
  Unproven,
} from "#shared/protocol/events.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";

interface SessionData {
  /** The lab this socket joined. */
  labId: LabId | null;
}

type Incoming = Unproven<ClientToServerEvents>;

export type Gateway = Server<Incoming, ServerToClientEvents, DefaultEventsMap, SessionData>;
/** One browser's socket. */
export type GatewaySocket = Socket<Incoming, ServerToClientEvents, DefaultEventsMap, SessionData>;
