import { expect, it } from "vitest";
import { startBroker } from "#broker";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { eventually } from "#tests/support/eventually.ts";
import { severableProxy } from "#tests/support/faults/severable-proxy.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

it("the last acks of a run that reach nobody are found, said, and their tasks are done once more", async () => {
  const broker = await startBroker();
  const proxy = await severableProxy(broker);
  const server = await startLabServer({ AMQP_URL: `amqp://127.0.0.1:${proxy.port}` });
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const scenario = oneArm([4, 4], { strategy: WAIT_FOR_ACK });
  await client.must({ type: "set-speed", speed: 4 }, { type: "set-scenario", scenario });
  await client.must({ type: "run" });
  await eventually(() => {
    expect(client.types().filter((type) => type === "started")).toHaveLength(2);
  });
  proxy.swallow();
  await eventually(() => {
    expect(client.types().filter((type) => type === "acked")).toHaveLength(2);
  });
  proxy.cut();
  proxy.mend();
  const state = await client.closed();
  expectSoundLog(client.log);
  expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  expect(state.arms[0]).toMatchObject({ counts: { done: 2, lost: 0 }, duplicates: 2 });
  const lost = client.log.filter(({ type }) => type === "ack-lost");
  expect(lost).toMatchObject([{ task: 1 }, { task: 2 }]);
  await server.close();
  await proxy.close();
  await broker.close();
});
