import { describe, expect, it } from "vitest";
import { refusalText } from "#broker/testing/refusal-text.ts";
import { noArguments, type Argument, type Arguments } from "#broker/core/arguments.ts";
import { checkQueueArguments, refuseOtherArguments } from "./queue-arguments.ts";
import { DEFAULT_RELEASE } from "#broker/core/release.ts";
import { QueueKinds } from "./queue-kinds.ts";
import { readQueueSettings } from "./queue-settings.ts";

const QUEUE = "queue 'q' in vhost '/'";
const args = (entries: Readonly<Record<string, Argument>>): Arguments =>
  new Map(Object.entries(entries));
const KINDS = new QueueKinds(DEFAULT_RELEASE);
const kind = KINDS.in(noArguments);
const settingsOf = (entries: Readonly<Record<string, Argument>>) =>
  readQueueSettings(args(entries), kind);
const short = (value: number): Argument => ({ type: "short", value });
const text = (value: string): Argument => ({ type: "longstr", value });
const check = (entries: Readonly<Record<string, Argument>>) =>
  refusalText(() => {
    checkQueueArguments(args(entries), QUEUE, KINDS);
  });

// What RabbitMQ says to each is in tests/conformance/queue-arguments.test.ts.
describe("arguments of a new queue", () => {
  it("QU2: are accepted when they mean nothing", () => {
    expect(check({ "x-note": short(1), "x-queue-type": text("classic") })).toBe("accepted");
    expect(check({ "x-queue-mode": text("lazy") })).toBe("accepted");
  });

  it("QM1: are printed exactly, however large", () => {
    expect(check({ "x-expires": { type: "long", value: 4_611_686_018_427_387_904n } })).toBe(
      `channel PRECONDITION_FAILED - invalid arg 'x-expires' for ${QUEUE}: {value_too_large,4611686018427387904}`,
    );
  });

  it("QU13: are refused by name when they ask for what is not here", () => {
    expect(check({ "x-queue-type": text("stream") })).toBe(
      `connection NOT_IMPLEMENTED - x-queue-type 'stream' for ${QUEUE}: needs a RabbitMQ, set AMQP_URL`,
    );
  });

  it("QM1: are read whatever their integer type", () => {
    expect(settingsOf({ "x-expires": short(1000) }).expiresMs).toBe(1000);
    const long: Argument = { type: "long", value: 1000n };
    expect(settingsOf({ "x-expires": long }).expiresMs).toBe(1000);
  });
});

describe("a redeclaration", () => {
  const again = (current: Parameters<typeof args>[0], received: Parameters<typeof args>[0]) =>
    refusalText(() => {
      refuseOtherArguments(
        args(received),
        { arguments: args(current), kind },
        QUEUE,
        DEFAULT_RELEASE,
      );
    });

  it("QU2: may give the value in another integer type, and other arguments without a meaning", () => {
    const long: Argument = { type: "long", value: 1000n };
    expect(again({ "x-expires": short(1000) }, { "x-expires": long, "x-note": short(1) })).toBe(
      "accepted",
    );
  });
});
