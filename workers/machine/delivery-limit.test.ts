import { describe, expect, it } from "vitest";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import { aDelivery, ToldWorker } from "#tests/support/lab/told-worker.ts";
import { deliveryLimitOf, dropsWhen } from "./delivery-limit.ts";

const quorum = { ...EAGER, queueType: "quorum" } as const;
const of310 = { deliveryLimit: undefined, nackCounts: true };
const of40 = { deliveryLimit: 20, nackCounts: true };
const of43 = { deliveryLimit: 20, nackCounts: false };

it.each([
  ["a classic queue has none", { ...EAGER, deliveryLimit: 2 }, of40, 99, "never"],
  ["nor, by itself, a quorum queue of 3.10", quorum, of310, 99, "never"],
  ["20 is the last time of 20", quorum, of40, 20, "given-back"],
  ["and 19 is not", quorum, of40, 19, "never"],
  ["a nack is no failure in 4.3", quorum, of43, 20, "failed"],
  ["the queue's own goes before the broker's", { ...quorum, deliveryLimit: 2 }, of43, 2, "failed"],
  ["of a stranger's broker nothing is claimed", { ...quorum, deliveryLimit: 2 }, null, 99, "never"],
] as const)("%s", (_, settings, broker, deliveryCount, expected) => {
  expect(dropsWhen({ deliveryCount }, deliveryLimitOf(settings, broker))).toBe(expected);
});

describe("a delivery that was its last chance", () => {
  const taken = (dropsWhen: "failed" | "given-back") => {
    const told = ToldWorker.attached();
    told.hears({ type: "delivered", delivery: aDelivery(1, { dropsWhen }) });
    return told;
  };
  const nack = { type: "nack", requeue: true } as const;
  const reject = { type: "reject", requeue: true } as const;

  it("is lost when it is given back in a way that counts", () => {
    expect(taken("failed").hears(reject)).toBe("rejected 1, lost 1 → cancel 1, reject 1");
    expect(taken("failed").hears(nack)).toBe("nacked 1 → cancel 1, nack 1");
    expect(taken("given-back").hears(nack)).toBe("nacked 1, lost 1 → cancel 1, nack 1");
    expect(taken("given-back").hears({ ...reject, requeue: false })).toMatch(
      "rejected 1 for good →",
    );
  });

  it("is lost when its worker dies, or is sent home; not when the broker is", () => {
    expect(taken("failed").hears({ type: "kill" })).toMatch("left killed, lost 1 →");
    expect(taken("failed").hears({ type: "close" })).toMatch("lost 1 → cancel 1, close");
    expect(taken("failed").hears({ type: "broker-lost" })).toMatch("left broker-lost → cancel 1");
  });
});

describe("a task that nobody can do", () => {
  const poison = (ack: "manual" | "auto") => {
    const told = ToldWorker.attached();
    const delivery = aDelivery(1, { isPoison: true, ack });
    told.hears({ type: "delivered", delivery });
    return told.hears({ type: "work-done", delivery });
  };

  it("is rejected at its end, and so comes back", () => {
    expect(poison("manual")).toBe("rejected 1 → cancel 1, reject 1");
  });

  it("is lost without acks: there is nobody to give it back to", () => {
    expect(poison("auto")).toBe("lost 1");
  });
});
