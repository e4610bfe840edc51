import { startBroker, type Broker } from "#broker";
import type { BrokerEventListener } from "#broker/core/broker-events.ts";
import { queueOf } from "#broker/core/tap.ts";
import type { BrokerSettings } from "#broker/settings.ts";
import { EventBatches } from "./event-batches.ts";
import { failureOf, type FromBroker, type ToBroker } from "./messages.ts";

/** Ctrl-C and a service manager reach every process of a group; whether to end is for the parent to say. */
const PARENT_DECIDES = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The broker as a child process: it starts as its parent says, and ends, in order, when its parent is gone. */
export function serveParent(): void {
  for (const signal of PARENT_DECIDES) process.on(signal, () => undefined);
  const batches = new EventBatches((events, sent) => {
    say({ type: "events", events }, sent);
  });
  let stopListening = (): void => undefined;
  let starting: Promise<Broker | undefined> = Promise.resolve(undefined);
  process.on("message", (message: ToBroker) => {
    switch (message.type) {
      case "start":
        starting = start(message.settings);
        break;
      case "count":
        void starting.then((broker) => {
          say({ type: "counted", id: message.id, counts: broker?.queueCounts(message.queue) });
        });
        break;
      case "listen":
        void starting.then((broker) => {
          stopListening();
          if (broker) stopListening = listenTo(broker, message.queues, batches.add);
        });
        break;
    }
  });
  process.on("disconnect", () => {
    void starting.then((broker) => broker?.close()).then(() => process.exit());
  });
}

/** @returns a function that ends it. */
function listenTo(
  { events }: Broker,
  queues: readonly string[] | "all",
  listener: BrokerEventListener,
): () => void {
  if (queues === "all") return events.listen(listener);
  if (queues.length === 0) return () => undefined;
  const asked = new Set(queues);
  return events.listen((event) => {
    const queue = queueOf(event);
    if (queue !== undefined && asked.has(queue)) listener(event);
  });
}

async function start(settings: BrokerSettings): Promise<Broker | undefined> {
  try {
    const broker = await startBroker({
      ...settings,
      onDefect: (error) => {
        console.error(error);
      },
      onNotice: (notice) => {
        say({ type: "noticed", notice });
      },
    });
    say({ type: "started", url: broker.url, port: broker.port });
    return broker;
  } catch (error) {
    say({ type: "failed", failure: failureOf(error) });
    return undefined;
  }
}

/** @param sent called when it has left. A parent that has just gone is told nothing any more. */
function say(message: FromBroker, sent: () => void = () => undefined): void {
  if (process.connected) process.send?.(message, undefined, undefined, sent);
}
