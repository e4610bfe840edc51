import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ledgerOf } from "#shared/run/ledger.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { startRabbitmq } from "../../scripts/steps/rabbitmq-node.mjs";

type Node = Awaited<ReturnType<typeof startRabbitmq>>;

/** The embedded broker has no policies. A node of this file's own: they are everybody's on it. */
const onRabbitmq = Boolean(process.env["AMQP_URL"]);
const UNCONFIRMED: Strategy = { ...WAIT_FOR_ACK, confirms: false };
const CONFIRMED: Strategy = { ...WAIT_FOR_ACK, confirms: true };
/** At a task of that long, the worker is still at it whatever the machine does. */
const LONG = 60;

describe.runIf(onRabbitmq)("a policy of the broker's operator on the queue of a run", () => {
  let node: Node;
  let server: Awaited<ReturnType<typeof startLabServer>>;

  beforeAll(async () => {
    node = await startRabbitmq();
    server = await startLabServer({ AMQP_URL: node.url });
  }, 120_000);
  afterAll(async () => {
    await server.close();
    node.stop();
  });

  /** Four tasks and one worker, who is at the first until the other three are told of; then it runs to its end. */
  async function raced(policy: object, strategy: Strategy, told: object) {
    await node.ctl("set_policy", "visit", "^dispatch-lab[.]", JSON.stringify(policy));
    const lab = await server.openLab();
    const client = await server.join(lab.labId, lab);
    const scenario = oneArm([LONG, 1, 1, 1], { workers: 1, strategy });
    await client.must({ type: "set-scenario", scenario }, { type: "run" });
    await eventually(
      () => {
        expect(client.state.arms[0]).toMatchObject(told);
      },
      { withinMs: 30_000 },
    );
    await client.must({ type: "set-speed", speed: 20 });
    const state = await client.closed({ withinMs: 60_000 });
    expectSoundLog(client.log);
    expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
    return ledgerOf(state.arms[0]!);
  }

  it("message-ttl 3000: what expires is missing, and the run ends", async () => {
    const told = { counts: { running: 1, ready: 0, missing: 3 } };
    const ledger = await raced({ "message-ttl": 3000 }, CONFIRMED, told);
    expect(ledger).toMatchObject({ published: 4, done: 1, missing: 3, lost: 0 });
  });

  it("max-length 1: what is dropped from the head is short, and missing when one behind it comes", async () => {
    const told = { fewer: 2, counts: { running: 1, ready: 3 } };
    const ledger = await raced({ "max-length": 1 }, CONFIRMED, told);
    expect(ledger).toMatchObject({ published: 4, done: 2, missing: 2, lost: 0 });
  });

  const full = { "max-length": 1, overflow: "reject-publish" };

  it("reject-publish: what the broker nacks is refused", async () => {
    const told = { counts: { running: 1, ready: 1, refused: 2 } };
    const ledger = await raced(full, CONFIRMED, told);
    expect(ledger).toMatchObject({ published: 4, done: 2, refused: 2, missing: 0, lost: 0 });
  });

  it("reject-publish where nobody waits for confirms: it is missing", async () => {
    const ledger = await raced(full, UNCONFIRMED, { fewer: 2, counts: { running: 1, ready: 3 } });
    expect(ledger).toMatchObject({ published: 4, done: 2, missing: 2, refused: 0, lost: 0 });
  });
});
