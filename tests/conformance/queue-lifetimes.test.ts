import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { inTime, type Within } from "#tests/support/in-time.ts";
import { openQueues, type QueueClient } from "#tests/support/queue-client.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url, expected } = await conformanceBroker();

const SOON = "60";

/** Comes back when a message published with `SOON`, after all before it, has expired. */
async function untilExpired({ declare, publish, ready }: QueueClient): Promise<void> {
  const clock = await declare("clock");
  await publish(clock, "tick", { expiration: SOON });
  await eventually(async () => {
    expect(await ready(clock)).toBe(0);
  });
}

/** A message of the queue k, got in time and held when its time is over. */
async function heldPastItsTime(within: Within) {
  const client = await openQueues(url);
  const k = await client.declare("k", { "x-message-ttl": 60 });
  const got = within(60);
  await client.publish(k, "m1");
  expect(await client.get(k)).toBe("m1");
  got();
  await untilExpired(client);
  return { client, k };
}

describe("a time to live", () => {
  it.each([
    ["of the queue", { "x-message-ttl": 200 }, undefined],
    ["of the message", {}, { expiration: "200" }],
    ["of both: the queue's is shorter", { "x-message-ttl": 200 }, { expiration: "60000" }],
    ["of both: the message's is shorter", { "x-message-ttl": 60_000 }, { expiration: "200" }],
    ["with priorities", { "x-max-priority": 5 }, { expiration: "200", priority: 3 }],
  ])("QM20: ends a message's stay: %s", (_, args, properties) =>
    inTime(async (within) => {
      const { declare, publish, ready, take } = await openQueues(url);
      const k = await declare("k", args);
      const seen = within(200);
      await publish(k, "m1 m2", properties);
      expect(await ready(k)).toBe(2);
      seen();
      await eventually(async () => {
        expect(await ready(k)).toBe(0);
      });
      expect(await take(k)).toBe("");
    }),
  );

  it("QM20: takes no message from who got it in time", () =>
    inTime(async (within) => {
      const { client, k } = await heldPastItsTime(within);
      client.wire.send("basic.ack", { deliveryTag: 1 });
      expect(await client.ready(k)).toBe(0);
    }));

  it("QM20: is told from when the message came, not from when others left", async () => {
    const { declare, publish, ready } = await openQueues(url);
    const k = await declare("k");
    await publish(k, "m1", { expiration: "60" });
    await publish(k, "m2", { expiration: "60000" });
    await eventually(async () => {
      expect(await ready(k)).toBe(1);
    });
  });
});

describe("expiry", () => {
  it("QM21: behind a message that stays, one past its time stays and is counted", async () => {
    const client = await openQueues(url);
    const k = await client.declare("k");
    await client.publish(k, "m1");
    await client.publish(k, "m2", { expiration: SOON });
    await client.publish(k, "m3");
    await untilExpired(client);
    expect(await client.ready(k)).toBe(3);
    client.wire.send("basic.get", { queue: k, noAck: true });
    // Both m2, which is first now and past its time, and m1 have gone.
    expect(await client.wire.until("get-ok")).toEqual(["get-ok m1 (1 left)"]);
    expect(await client.drain(k)).toBe("m3");
  });

  it("QM21: nor does a consumer get it", async () => {
    const client = await openQueues(url);
    const k = await client.declare("k");
    await client.publish(k, "m1");
    await client.publish(k, "m2", { expiration: SOON });
    await client.publish(k, "m3");
    await untilExpired(client);
    await client.wire.call("basic.consume", { queue: k, consumerTag: "A", noAck: true });
    expect(await client.wire.until("deliver A m3")).toEqual(["deliver A m1", "deliver A m3"]);
  });

  it("QM21: the purge counts it", async () => {
    const client = await openQueues(url);
    const k = await client.declare("k");
    await client.publish(k, "m1");
    await client.publish(k, "m2", { expiration: SOON });
    await untilExpired(client);
    expect(await client.wire.call("queue.purge", { queue: k })).toEqual(["queue.purge-ok 2"]);
  });

  it("QM22: with priorities only the first of the highest level is looked at", async () => {
    const client = await openQueues(url);
    const k = await client.declare("k", { "x-max-priority": 5 });
    await client.publish(k, "low", { priority: 1, expiration: SOON });
    await client.publish(k, "high", { priority: 2 });
    await untilExpired(client);
    expect(await client.ready(k)).toBe(2);
    expect(await client.take(k)).toBe("high");
    expect(await client.ready(k)).toBe(0);
  });

  it("QM22: with priorities all levels above lose theirs first", async () => {
    const client = await openQueues(url);
    const k = await client.declare("k", { "x-max-priority": 5 });
    await client.publish(k, "high", { priority: 2, expiration: SOON });
    await client.publish(k, "low", { priority: 1, expiration: SOON });
    await client.publish(k, "lowest", { expiration: "60000" });
    await untilExpired(client);
    expect(await client.drain(k)).toBe("lowest");
  });
});

describe("a message that comes back", () => {
  it("QM23: keeps its time, which may be over: then it is gone at once", () =>
    inTime(async (within) => {
      const { client, k } = await heldPastItsTime(within);
      client.wire.send("basic.nack", { deliveryTag: 1, requeue: true });
      expect(await client.ready(k)).toBe(0);
    }));

  it("QM23: is not given out again when its time is over, not even to who gives it back", async () => {
    const client = await openQueues(url);
    const { wire } = client;
    const k = await client.declare("k");
    await wire.call("basic.qos", { prefetchCount: 1 });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await client.publish(k, "m1", { expiration: SOON });
    await client.publish(k, "m2");
    await wire.until("deliver A m1");
    await untilExpired(client);
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    expect(await wire.until("deliver")).toEqual(["deliver A m2"]);
  });
});

describe("a time to live of 0", () => {
  it.each([
    ["the queue's", { "x-message-ttl": 0 }, undefined],
    ["the message's", {}, { expiration: "0" }],
  ])("QM24: means now or never: %s", async (_, args, properties) => {
    const { wire, declare, publish, ready } = await openQueues(url);
    const k = await declare("k", args);
    await publish(k, "m1", properties);
    expect(await ready(k)).toBe(0);
    await wire.call("basic.qos", { prefetchCount: 1 });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await publish(k, "m2 m3", properties);
    expect(await wire.until("deliver")).toEqual(["deliver A m2"]);
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    expect(await ready(k)).toBe(0);
    await publish(k, "m4", properties);
    expect(await wire.until("deliver")).toEqual(["deliver A m4"]);
  });

  it("QM24: a message behind others waits its turn to expire", async () => {
    const { declare, publish, ready, drain } = await openQueues(url);
    const k = await declare("k");
    await publish(k, "m1");
    await publish(k, "m2", { expiration: "0" });
    expect(await ready(k)).toBe(2);
    expect(await drain(k)).toBe("m1");
  });

  it("QM24: the publisher's confirm is an ack", async () => {
    const { declare, publish } = await openQueues(url);
    const k = await declare("k", { "x-message-ttl": 0 });
    expect(await publish(k, "m1 m2", { deliveryMode: 2 })).toBe("ack ack");
  });
});

describe("an expiration", () => {
  it.each([
    ["abc", "no_integer"],
    ["", "no_integer"],
    [" 5", "no_integer"],
    ["5 ms", '{leftover_string," ms"}'],
    ["5.5", '{leftover_string,".5"}'],
    ["5é", expected("BA5", "leftover")],
    ["5€", "{leftover_string,[226,130,172]}"],
    ["-1", "{value_negative,-1}"],
    ["315360000001", "{value_too_large,315360000001}"],
  ])("BA5: of %j is refused", async (expiration, fault) => {
    const wire = await openWire(url);
    wire.publish("m1", { key: "nowhere" }, { expiration });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - invalid expiration '${expiration}': ${fault} [60.40]`,
    ]);
  });

  it.each(["0", "+5", "007", "315360000000"])("BA5: of %j is taken", async (expiration) => {
    const { publish, declare } = await openQueues(url);
    expect(await publish(await declare("k"), "m1", { expiration })).toBe("ack");
  });
});

describe("x-expires", () => {
  /** Publishing is no use of a queue. */
  const untilGone = async (queue: string) => {
    const wire = await openWire(url);
    await wire.call("confirm.select");
    await eventually(async () => {
      wire.publish("m", { key: queue, mandatory: true });
      const heard: string[] = [];
      // A message that meets a queue on its way out is refused.
      while (!/^n?ack/.test(heard.at(-1) ?? "")) heard.push(...(await wire.until("")));
      expect(heard).toHaveLength(2); // the return comes first
    });
  };

  it("QU12: deletes an unused queue, and its messages are nobody's", async () => {
    const client = await openQueues(url);
    const dead = await client.declare("dead");
    const k = await client.declare("k", {
      "x-expires": 60,
      "x-dead-letter-exchange": "",
      "x-dead-letter-routing-key": dead,
    });
    await client.publish(k, "m1");
    await untilGone(k);
    expect(await client.drain(dead)).toBe("");
  });

  it("QU12: gets and declarations, passive ones too, put it off", () =>
    inTime(async (within) => {
      const client = await openQueues(url);
      const args = { "x-expires": 400 };
      let used = within(400);
      const k = await client.declare("k", args);
      const uses = [() => client.ready(k), () => client.declare("k", args), () => client.take(k)];
      for (const use of [...uses, ...uses, ...uses]) {
        await untilExpired(client);
        const usedAgain = within(400);
        await use();
        used();
        used = usedAgain;
      }
      used();
      await untilGone(k);
    }));

  it("QU12: not while somebody consumes", () =>
    inTime(async (within) => {
      const client = await openQueues(url);
      const consumed = within(60);
      const k = await client.declare("k", { "x-expires": 60 });
      await client.wire.call("basic.consume", { queue: k, consumerTag: "A" });
      consumed();
      await untilExpired(client);
      await untilExpired(client);
      await client.publish(k, "m1");
      expect(await client.wire.until("deliver")).toEqual(["deliver A m1"]);
      await client.wire.call("basic.cancel", { consumerTag: "A" });
      await untilGone(k);
    }));
});
