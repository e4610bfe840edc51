import { methodFrame } from "#broker/testing/method-frame.ts";
import type { FuzzSocket, Heard } from "./fuzz-socket.ts";
import type { Input } from "./input.ts";
import { channelTo } from "./stages.ts";

/** The longest the broker may take on purpose is the thirty seconds it waits for a close-ok (CN12); the rest is the machine's. */
const HANG_MS = 45_000;
/** Asked on channel 0 it is answered in every state of every channel (CN13). */
const QUESTION = methodFrame(0, "connection.update-secret");

/** How the broker took an input. */
export interface Outcome {
  readonly came:
    | "went on"
    | "closed the channel"
    | "closed the connection"
    | "said its header"
    | "cut off"
    | "not asked";
  /** Of the close. */
  readonly code: number | undefined;
  /** What it must never do: hang, defects of its own, answers nobody can read. */
  readonly fault: string | undefined;
  readonly lines: readonly string[];
  /** Channels to be let go. */
  readonly closedChannels: readonly number[];
  /** Queues it was heard to have. */
  readonly queues: readonly string[];
  readonly tookMs: number;
}

/** Sends an input over a connection that is where `hello` leads from, and waits for what comes of it. */
export async function meet(socket: FuzzSocket, input: Input, hello: Buffer): Promise<Outcome> {
  const startMs = performance.now();
  const bytes = Buffer.concat([hello, channelTo(input.stage, input.channel), input.bytes]);
  switch (input.then) {
    case "ask":
      socket.say(Buffer.concat([bytes, QUESTION]));
      break;
    case "hang up":
      socket.hangUp(bytes);
      break;
    case "vanish":
      socket.vanish(bytes);
      break;
  }
  const answers = input.then === "ask" ? input.questions + 1 : Infinity;
  const inTime = await socket.settled(answers, HANG_MS);
  if (!inTime) socket.destroy();
  return outcomeOf(socket, input, inTime, performance.now() - startMs);
}

function outcomeOf(socket: FuzzSocket, input: Input, inTime: boolean, tookMs: number): Outcome {
  const heard = socket.take();
  const codes = [...heard.channelCodes.values()];
  if (heard.connectionCode !== undefined) codes.push(heard.connectionCode);
  return {
    came: came(socket, input, heard),
    code: heard.connectionCode ?? codes[0],
    fault: faultOf(socket, heard, inTime),
    lines: heard.lines,
    closedChannels: [...heard.channelCodes.keys()],
    queues: heard.queues,
    tookMs,
  };
}

function came(
  socket: FuzzSocket,
  { then }: Input,
  { connectionCode, channelCodes, header }: Heard,
): Outcome["came"] {
  if (then === "vanish") return "not asked";
  if (connectionCode !== undefined) return "closed the connection";
  if (channelCodes.size > 0) return "closed the channel";
  if (header) return "said its header";
  if (!socket.isClosed) return "went on";
  return then === "ask" ? "cut off" : "not asked";
}

function faultOf(
  socket: FuzzSocket,
  { unreadable, hasDefect }: Heard,
  inTime: boolean,
): string | undefined {
  if (socket.failure !== undefined) return `could not connect: ${socket.failure}`;
  if (!inTime) return `hung: neither an answer nor an end within ${HANG_MS} ms`;
  if (unreadable !== undefined) return `an answer that is no AMQP: ${unreadable}`;
  return hasDefect ? "a defect: 541" : undefined;
}
