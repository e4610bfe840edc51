import { expect, it } from "vitest";
import { startBroker } from "#broker";
import { BrokerConnection } from "#workers";
import { closeChannel } from "#workers/close-channel.ts";
import { severableProxy } from "#tests/support/faults/severable-proxy.ts";

it("whoever waits for a channel's close is told of its connection's death: amqplib leaves them waiting", async () => {
  const broker = await startBroker();
  const proxy = await severableProxy(broker);
  const url = `amqp://127.0.0.1:${proxy.port}`;
  const connection = await BrokerConnection.open({ url, name: "test" });
  const channel = await connection.openChannel();
  proxy.swallow();
  const closed = closeChannel(channel);
  proxy.cut();
  await closed;
  expect(connection.loss).not.toBeNull();
  await expect(closeChannel(channel)).rejects.toThrow("Channel closed");
  await proxy.close();
  await broker.close();
});
