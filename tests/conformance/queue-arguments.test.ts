import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire } from "#broker/testing/wire-client.ts";
import type { Field } from "#broker/wire/field-table.ts";

const { url, expected, itHolds } = await conformanceBroker();

type Given = Parameters<typeof fieldTable>[0];
const long = (value: bigint): Field => ({ type: "long", value });

/** A queue declared with one set of arguments after the other: "ok", or what the last was told. */
async function declared(...all: readonly Given[]): Promise<string> {
  const wire = await openWire(url);
  const queue = wire.unique("q");
  for (const each of all) {
    wire.send("queue.declare", { queue, exclusive: true, arguments: fieldTable(each) });
  }
  const lines = await wire.until("", all.length);
  const last = lines.at(-1) ?? "";
  return last.startsWith("queue.declare-ok")
    ? "ok"
    : last.replace("channel.close 406 PRECONDITION_FAILED - ", "");
}

const TEN_YEARS_MS = 315_360_000_000n;
const invalid = (name: string, fault: string) =>
  `invalid arg '${name}' for queue 'q' in vhost '/'${fault} [50.10]`;

describe("an argument of a new queue", () => {
  it.each<[name: string, value: Given[string], fault: string]>([
    ["x-expires", 0, ": {value_zero,0}"],
    ["x-expires", -1, ": {value_negative,-1}"],
    ["x-expires", long(TEN_YEARS_MS + 1n), ": {value_too_large,315360000001}"],
    ["x-expires", "5", ': "expected integer, got longstr"'],
    ["x-message-ttl", -1, ": {value_negative,-1}"],
    ["x-message-ttl", long(TEN_YEARS_MS + 1n), ": {value_too_large,315360000001}"],
    ["x-message-ttl", 1.5, ': "expected integer, got double"'],
    ["x-max-length", -1, ": {value_negative,-1}"],
    ["x-max-length", true, ': "expected integer, got bool"'],
    ["x-max-length-bytes", -1, ": {value_negative,-1}"],
    ["x-max-length-bytes", null, ': "expected integer, got void"'],
    ["x-max-priority", -1, ": {value_negative,-1}"],
    ["x-max-priority", 256, ": {max_value_exceeded,256}"],
    ["x-max-priority", "5", ': "expected integer, got longstr"'],
    ["x-overflow", "drop-tail", ": invalid_overflow"],
    ["x-overflow", 5, ": {unacceptable_type,signedint}"],
    ["x-queue-version", 3, ": \"unsupported queue version '3'\""],
    ["x-queue-version", -1, ": {value_negative,-1}"],
    ["x-queue-type", "bogus", ": \"unsupported queue type 'bogus'\""],
    ["x-queue-type", 5, ": {unacceptable_type,signedint}"],
    ["x-single-active-consumer", "yes", ": {unacceptable_type,longstr}"],
    ["x-dead-letter-routing-key", "k", ": routing_key_but_no_dlx_defined"],
    ["x-dead-letter-routing-key", 5, ": {unacceptable_type,signedint}"],
    ["x-delivery-limit", 5, " of queue type rabbit_classic_queue"],
    ["x-dead-letter-strategy", "at-most-once", " of queue type rabbit_classic_queue"],
    ["x-max-in-memory-length", 5, " of queue type rabbit_classic_queue"],
    ["x-quorum-initial-group-size", 5, " of queue type rabbit_classic_queue"],
    ["x-max-age", "1D", " of queue type rabbit_classic_queue"],
  ])("QM1: %s %s is refused", async (name, value, fault) => {
    expect(await declared({ [name]: value })).toBe(invalid(name, fault));
  });

  it("QM1: a dead letter exchange that is no text is refused in words of its own, before all else", async () => {
    expect(await declared({ "x-dead-letter-exchange": 5, "x-queue-type": "bogus" })).toBe(
      "invalid type 'signedint' for arg 'x-dead-letter-exchange' in queue 'q' in vhost '/' [50.10]",
    );
  });

  it("QM2: of several wrong ones the first in RabbitMQ's order is named, the type before all", async () => {
    expect(await declared({ "x-message-ttl": -1, "x-expires": -1 })).toBe(
      invalid("x-expires", ": {value_negative,-1}"),
    );
    expect(await declared({ "x-expires": -1, "x-queue-type": "bogus" })).toBe(
      invalid("x-queue-type", ": \"unsupported queue type 'bogus'\""),
    );
    expect(await declared({ "x-delivery-limit": 1, "x-expires": -1 })).toBe(
      invalid("x-expires", ": {value_negative,-1}"),
    );
  });

  it("QM1: the smallest and largest values are taken", async () => {
    expect(
      await declared({
        "x-expires": long(TEN_YEARS_MS),
        "x-message-ttl": 0,
        "x-max-length": 0,
        "x-max-length-bytes": 0,
        "x-max-priority": 255,
        "x-dead-letter-exchange": "nowhere",
        "x-dead-letter-routing-key": "",
        "x-queue-version": 2,
      }),
    ).toBe("ok");
    expect(await declared({ "x-max-priority": 0, "x-max-length": long(2n ** 62n) })).toBe("ok");
  });
});

describe("an argument without consequence", () => {
  it("QM4: an x-queue-mode nobody knows", async () => {
    expect(await declared({ "x-queue-mode": "eager" })).toBe(expected("QM4", "eager"));
  });

  it("QM4: the first x-queue-version", async () => {
    expect(await declared({ "x-queue-version": 1 })).toBe(expected("QM4", "version 1"));
  });

  it("QM4: x-queue-master-locator", async () => {
    const answer = await declared({ "x-queue-master-locator": "min-masters" });
    expect(answer.replaceAll("\n", " ")).toBe(expected("QM4", "master locator"));
  });

  it.each<Given>([{ "x-queue-mode": "lazy" }, { "x-queue-version": 2 }])(
    "QM4: %o",
    async (args) => {
      const wire = await openWire(url);
      const queue = wire.unique("q");
      await wire.call("queue.declare", { queue, exclusive: true, arguments: fieldTable(args) });
      for (const body of ["m1", "m2"]) wire.publish(body, { key: queue });
      await wire.call("basic.consume", { queue, consumerTag: "A" });
      await wire.until("deliver A m2");
      wire.send("basic.nack", { deliveryTag: 2, multiple: true, requeue: true });
      expect(await wire.until("deliver", 2)).toEqual(["deliver A m1*", "deliver A m2*"]);
    },
  );
});

describe("a server-named queue", () => {
  it("QU17: of a type nobody knows", async () => {
    const wire = await openWire(url);
    const args = fieldTable({ "x-queue-type": "banana" });
    wire.send("queue.declare", { exclusive: true, arguments: args });
    expect((await wire.until("")).at(-1)).toBe(expected("QU17", "answer"));
  });
});

describe("a redeclaration", () => {
  it.each<[name: string, current: string | number, received: string | number]>([
    ["x-expires", 1000, 7],
    ["x-message-ttl", 1000, 7],
    ["x-max-length", 1, 2],
    ["x-max-length-bytes", 1, 2],
    ["x-max-priority", 5, 6],
    ["x-overflow", "drop-head", "reject-publish"],
    ["x-dead-letter-exchange", "a", "b"],
    ["x-queue-mode", "default", "lazy"],
  ])("QU2: must give the same %s", async (name, current, received) => {
    expect(await declared({ [name]: current }, { [name]: received })).toBe(
      `inequivalent arg '${name}' for queue 'q' in vhost '/': received '${received}' but current is '${current}' [50.10]`,
    );
  });

  it("QU2: must give an argument when there was one, and none when there was none", async () => {
    expect(await declared({ "x-message-ttl": 1000 }, {})).toBe(
      "inequivalent arg 'x-message-ttl' for queue 'q' in vhost '/': received none but current is the value '1000' of type 'signedint' [50.10]",
    );
    expect(await declared({}, { "x-overflow": "drop-head" })).toBe(
      "inequivalent arg 'x-overflow' for queue 'q' in vhost '/': received the value 'drop-head' of type 'longstr' but current is none [50.10]",
    );
  });

  const told: readonly (readonly [value: Given[string], alone: string, withType: string])[] = [
    [2.5, "'2.5'", "the value '2.5' of type 'double'"],
    [{ type: "double", value: 5 }, "'5.0'", "the value '5.0' of type 'double'"],
    [null, "none", "the value 'undefined' of type 'void'"],
    [{ type: "binary", value: Buffer.from("y") }, "'y'", "the value 'y' of type 'binary'"],
    [
      { type: "table", value: fieldTable({ a: 1 }) },
      "'[{<<\"a\">>,signedint,1}]'",
      "the value '[{<<\"a\">>,signedint,1}]' of type 'table'",
    ],
  ];
  for (const [value, alone, withType] of told) {
    itHolds(`QU16: tells ${JSON.stringify(value)} as Erlang writes it`, async () => {
      const name = "x-queue-master-locator";
      const inequivalent = `inequivalent arg '${name}' for queue 'q' in vhost '/': received`;
      expect(await declared({ [name]: value }, { [name]: "x" })).toBe(
        `${inequivalent} 'x' but current is ${alone} [50.10]`,
      );
      expect(await declared({ [name]: value }, {})).toBe(
        `${inequivalent} none but current is ${withType} [50.10]`,
      );
    });
  }

  it("QU2: may leave out or add the classic queue type", async () => {
    expect(await declared({ "x-queue-type": "classic" }, {}, { "x-queue-type": "classic" })).toBe(
      "ok",
    );
  });

  it("QM3: compares before it checks: what makes no sense is different", async () => {
    expect(await declared({}, { "x-expires": -1 })).toBe(
      "inequivalent arg 'x-expires' for queue 'q' in vhost '/': received the value '-1' of type 'signedint' but current is none [50.10]",
    );
  });

  it("QM3: of several different ones the first in RabbitMQ's order is named", async () => {
    expect(
      await declared(
        { "x-max-length": 1, "x-message-ttl": 1 },
        { "x-max-length": 2, "x-message-ttl": 2 },
      ),
    ).toMatch(/^inequivalent arg 'x-message-ttl'/);
  });
});
