import { expect, it } from "vitest";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { violations } from "#shared/run/invariants.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plan, w } from "#tests/support/simulated-story.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const { openLab, join } = await startLabServer();
const QUORUM = { ...WAIT_FOR_ACK, queueType: "quorum", deliveryLimit: 1 } as const;

/** A worker has a task in hand that may not come back as failed once more. */
async function atLastChance() {
  const lab = await openLab();
  const client = await join(lab.labId, lab);
  const scenario = plan({ dots: [30, 1], workers: [w(1)], strategies: [QUORUM] });
  await client.must({ type: "set-scenario", scenario }, { type: "run" });
  const isAt = (deliveryCount: number) =>
    eventually(() => {
      const { attempts, counts } = client.state.arms[0]!;
      expect([attempts.at(-1)?.deliveryCount, counts.running]).toEqual([deliveryCount, 1]);
    });
  const act = (type: "kill" | "reject") =>
    client.must({
      type: "act-on-worker",
      arm: "A",
      worker: "w1" as WorkerId,
      action: type === "kill" ? { type } : { type, requeue: true },
    });
  await isAt(0);
  await act("reject");
  await isAt(1);
  return { client, act };
}

it.each(["kill", "reject"] as const)(
  "QQ7: after a %s the broker has dropped what the log says it has",
  async (how) => {
    const { client, act } = await atLastChance();
    await act(how);
    await eventually(() => {
      expect(client.state.arms[0]!.tasks.at(0)?.lossReason).toBe("delivery-limit");
    });
    await client.must({ type: "stop" });
    const state = await client.closed();
    expect([state.mismatches, violations(state)]).toEqual([[], []]);
  },
);

it("QQ7: a run that is stopped gives back what is in hand, and knows what that is the end of", async () => {
  const { client } = await atLastChance();
  await client.must({ type: "stop" });
  const state = await client.closed();
  expect(state.arms[0]!.tasks.at(0)?.lossReason).toBe("delivery-limit");
  expect([state.mismatches, violations(state)]).toEqual([[], []]);
});
