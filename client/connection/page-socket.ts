import { io } from "socket.io-client";
import type { LabSocket } from "./lab-socket.ts";

/** A socket that has not connected yet; its cookie is read when it does. */
export function createLabSocket(url?: string): LabSocket {
  const options = {
    transports: ["websocket"],
    autoConnect: false,
    reconnectionDelay: 250,
    reconnectionDelayMax: 3_000,
    randomizationFactor: 0.3,
  };
  return url === undefined ? io(options) : io(url, options);
}

let socket: LabSocket | undefined;

/**
 * The page's one socket. Module state on purpose: React mounts effects twice in
 * development, and a socket per mount would be opened and aborted.
 */
export function pageSocket(): LabSocket {
  socket ??= createLabSocket();
  return socket;
}
