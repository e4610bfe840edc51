import { expect, it } from "vitest";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { restartableBroker } from "#tests/support/restartable-broker.ts";

it("that the broker does not answer is said before anybody is taken for dead, and gone when it does", async () => {
  const broker = await restartableBroker();
  const server = await startLabServer({ AMQP_URL: broker.url });
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const pid = await broker.pid();
  await client.must({ type: "set-scenario", scenario: oneArm([60]) }, { type: "run" });
  await eventually(() => {
    expect(client.types()).toContain("started");
  });
  process.kill(pid, "SIGSTOP");
  try {
    await eventually(() => {
      expect(client.types()).toContain("broker-silent");
    });
  } finally {
    process.kill(pid, "SIGCONT");
  }
  await eventually(() => {
    expect(client.types().at(-1)).toBe("broker-answered");
  });
  expect(client.types()).not.toContain("worker-left");
  expect(client.state.brokerSilentSinceMs).toBeNull();
  await client.must({ type: "stop" });
  expectSoundLog(client.log);
  await server.close();
  await broker.end();
});
