// The broker that is fuzzed, in a process of its own: started by fuzzed-broker.ts, with --expose-gc.
import { queryObjects } from "node:v8";
import { startBroker } from "#broker";
import { Queue } from "#broker/core/queue/queue.ts";
import { ChannelSession } from "#broker/session/channel/channel-session.ts";
import { ConnectionSession } from "#broker/session/connection/connection-session.ts";
import type { Held, ToProgram, FromProgram } from "./program-messages.ts";
import { TurnWatch } from "./turn-watch.ts";

const turns = new TurnWatch();

process.on("message", (message: ToProgram) => {
  if (message.type === "start") void start(message.dataDir);
  else say({ type: "held", held: held() });
});
process.on("disconnect", () => process.exit());

async function start(dataDir: string): Promise<void> {
  const broker = await startBroker({
    dataDir,
    onDefect: (error) => {
      say({ type: "defect", text: error instanceof Error ? String(error.stack) : String(error) });
    },
  });
  say({ type: "started", port: broker.port, url: broker.url });
}

/** Counted among the objects that are still alive, not among those the broker thinks it has. */
function held(): Held {
  const turnMs = turns.takeLongestMs();
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const held = {
    turnMs,
    connections: queryObjects(ConnectionSession, { format: "count" }),
    channels: queryObjects(ChannelSession, { format: "count" }),
    queues: queryObjects(Queue, { format: "count" }),
    rssBytes: rss,
    heapBytes: heapUsed + arrayBuffers,
  };
  turns.skip();
  return held;
}

function say(message: FromProgram): void {
  process.send?.(message);
}
