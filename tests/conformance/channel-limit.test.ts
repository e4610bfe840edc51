import { expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

const BACKLOG = 40;

it("DQ31: queues stopped by one channel's limit take turns in going on: none is left behind", async () => {
  const wire = await openWire(url);
  const queues = ["a", "b", "c"];
  await wire.call("basic.qos", { prefetchCount: 1, global: true });
  for (const name of queues) {
    const queue = wire.unique(name);
    await wire.call("queue.declare", { queue, exclusive: true });
    for (let i = 0; i < BACKLOG; i++) wire.publish("", { key: queue });
  }
  for (const name of queues)
    await wire.call("basic.consume", { queue: wire.unique(name), consumerTag: name });

  const served = new Set<string>();
  for (let deliveryTag = 1; deliveryTag < BACKLOG; deliveryTag++) {
    wire.send("basic.ack", { deliveryTag });
    const line = (await wire.until("deliver")).at(-1)!;
    served.add(line.split(" ")[1]!);
  }
  expect([...served].sort()).toEqual(queues);
});
