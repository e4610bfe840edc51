import type { Socket } from "socket.io-client";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import type { ClientToServerEvents, ServerToClientEvents } from "#shared/protocol/events.ts";

export type LabSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Why a command came to nothing: the server said so, or said nothing. */
export type SendProblem = CommandProblem | { readonly code: "offline" };

/** Long enough for a busy server, short enough that a person still remembers what they pressed. */
const REPLY_TIMEOUT_MS = 5_000;

type TimedSocket = ReturnType<LabSocket["timeout"]>;

/**
 * Emits and waits for the server's reply.
 *
 * @returns `null` when none came in time or the line broke.
 */
export function ask<Answer>(
  socket: LabSocket,
  emit: (socket: TimedSocket, reply: (error: Error | null, answer: Answer) => void) => void,
  timeoutMs = REPLY_TIMEOUT_MS,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    emit(socket.timeout(timeoutMs), (error, answer) => {
      resolve(error === null ? answer : null);
    });
  });
}
