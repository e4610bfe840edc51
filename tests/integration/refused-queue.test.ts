import { afterAll, expect, it } from "vitest";
import { startBroker } from "#broker";
import { presets } from "#shared/scenario/presets.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { strictBroker, TRANSIENT_REFUSED } from "#tests/support/faults/strict-broker.ts";

const broker = await startBroker();
const strict = await strictBroker(broker.url);
afterAll(async () => {
  strict.close();
  await broker.close();
});

it("a broker that permits durable queues only: the refusal is told, the plan kept, durable runs", async () => {
  const server = await startLabServer({ AMQP_URL: strict.url });
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const [eager, fair] = presets.equal.arms;
  const transient = { ...fair!, strategy: { ...fair!.strategy, durable: false } };
  const scenario = { ...presets.equal, arms: [eager!, transient] };
  await client.must({ type: "set-speed", speed: 20 }, { type: "set-scenario", scenario });
  await client.must({ type: "run" });

  const failed = await client.closed();
  expect(failed).toMatchObject({ outcome: "failed", mismatches: [] });
  expect(failed.arms.map(({ refusal }) => refusal)).toEqual([
    null,
    { replyCode: 541, replyText: TRANSIENT_REFUSED },
  ]);
  expect(broker.queueCounts(failed.arms[0]!.queue!.name)).toBeUndefined();
  expect(client.lab).toMatchObject({ phase: "closed", scenario, broker: { state: "up" } });

  await client.must({ type: "set-strategy", arm: "B", strategy: fair!.strategy }, { type: "run" });
  expect((await client.closed()).outcome).toBe("finished");
  await server.close();
});
