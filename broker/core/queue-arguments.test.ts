import { describe, expect, it } from "vitest";
import { refusalText } from "#tests/support/refusal-text.ts";
import type { Argument, Arguments } from "./arguments.ts";
import { readQueueArguments, refuseOtherArguments } from "./queue-arguments.ts";

const QUEUE = "queue 'q' in vhost '/'";
const args = (entries: Readonly<Record<string, Argument>>): Arguments =>
  new Map(Object.entries(entries));
const short = (value: number): Argument => ({ type: "short", value });
const text = (value: string): Argument => ({ type: "longstr", value });
const read = (entries: Readonly<Record<string, Argument>>) =>
  refusalText(() => readQueueArguments(args(entries), QUEUE));

describe("x-expires", () => {
  it("QU12: is read whatever its integer type", () => {
    expect(readQueueArguments(args({ "x-expires": short(1000) }), QUEUE)).toBe(1000);
    const long: Argument = { type: "long", value: 1000n };
    expect(readQueueArguments(args({ "x-expires": long }), QUEUE)).toBe(1000);
  });

  it.each<[name: string, value: Argument, reason: string]>([
    ["0", short(0), "{value_zero,0}"],
    ["-1", short(-1), "{value_negative,-1}"],
    ["2^40", { type: "long", value: 1_099_511_627_776n }, "{value_too_large,1099511627776}"],
    ["text", text("a"), '"expected integer, got longstr"'],
  ])("QU12: refuses %s", (_, value, reason) => {
    expect(read({ "x-expires": value })).toBe(
      `channel PRECONDITION_FAILED - invalid arg 'x-expires' for ${QUEUE}: ${reason}`,
    );
  });
});

describe("other arguments", () => {
  it("QU2: are accepted when they mean nothing", () => {
    expect(read({ "x-note": short(1), "x-queue-type": text("classic") })).toBe("accepted");
    expect(read({ "x-queue-mode": text("lazy") })).toBe("accepted");
  });

  it("QU13: are refused by name when they would have to be ignored", () => {
    expect(read({ "x-message-ttl": short(1) })).toBe(
      `connection NOT_IMPLEMENTED - x-message-ttl for ${QUEUE}: needs a RabbitMQ, set AMQP_URL`,
    );
    expect(read({ "x-queue-type": text("quorum") })).toBe(
      `connection NOT_IMPLEMENTED - x-queue-type 'quorum' for ${QUEUE}: needs a RabbitMQ, set AMQP_URL`,
    );
  });

  it("are refused as RabbitMQ does when they make no sense", () => {
    const invalid = "channel PRECONDITION_FAILED - invalid arg";
    expect(read({ "x-queue-type": text("bogus") })).toBe(
      `${invalid} 'x-queue-type' for ${QUEUE}: "unsupported queue type 'bogus'"`,
    );
    expect(read({ "x-queue-type": { type: "byte", value: 5 } })).toBe(
      `${invalid} 'x-queue-type' for ${QUEUE}: {unacceptable_type,byte}`,
    );
    expect(read({ "x-queue-mode": text("bogus") })).toBe(
      `${invalid} 'x-queue-mode' for ${QUEUE}: "unsupported queue mode 'bogus'"`,
    );
  });
});

describe("a redeclaration", () => {
  const again = (current: Parameters<typeof args>[0], received: Parameters<typeof args>[0]) =>
    refusalText(() => {
      refuseOtherArguments(args(received), args(current), QUEUE);
    });
  const inequivalent = `channel PRECONDITION_FAILED - inequivalent arg 'x-expires' for ${QUEUE}:`;

  it("QU2: may give the value in another integer type, and other arguments without a meaning", () => {
    const long: Argument = { type: "long", value: 1000n };
    expect(again({ "x-expires": short(1000), "x-note": short(1) }, { "x-expires": long })).toBe(
      "accepted",
    );
  });

  it("QU2: must give the same value, or none as before", () => {
    expect(again({ "x-expires": short(1000) }, { "x-expires": short(7) })).toBe(
      `${inequivalent} received '7' but current is '1000'`,
    );
    expect(again({ "x-expires": short(1000) }, {})).toBe(
      `${inequivalent} received none but current is the value '1000' of type 'short'`,
    );
    expect(again({}, { "x-expires": { type: "byte", value: 5 } })).toBe(
      `${inequivalent} received the value '5' of type 'byte' but current is none`,
    );
  });
});
