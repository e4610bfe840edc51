import { describe, expect, it } from "vitest";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { finishes, plan, story, w } from "#tests/support/simulated-story.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";
import { simulatedLog } from "./simulate.ts";

describe("finishes", () => {
  const scenario = plan({
    dots: [4, 2, 5, 1, 7, 2, 6, 1, 6, 2],
    strategies: [1, 2, 3, "unlimited"].map((prefetch) => ({
      ...EAGER,
      prefetch: prefetch as Strategy["prefetch"],
    })),
  });

  it("depend on prefetch, as on RabbitMQ", () => {
    expect(finishes({ scenario })).toEqual([19_000, 20_000, 22_000, 28_000]);
  });

  it("pay for the way of acks and deliveries, unless prefetch hides it", () => {
    expect(finishes({ scenario, deliveryDelayMs: 130, ackDelayMs: 220 })).toEqual([
      20_530, 20_130, 22_130, 28_130,
    ]);
  });

  it.each([
    ["odd-heavy", [24_000, 15_000]],
    ["one-heavy-in-three", [24_000, 13_000]],
    ["long-short", [25_000, 17_000]],
    ["fair-loses", [4000, 6000]],
    ["late-joiner", [12_000, 10_000]],
    ["straggler", [16_000, 12_000]],
  ] as const)("%s: %j", (preset, expected) => {
    expect(finishes({ scenario: presets[preset] })).toEqual(expected);
  });
});

it.each(Object.values(presets))("$preset: its log is sound to its end", (scenario) => {
  const state = expectSoundLog(simulatedLog({ scenario }));
  expect(state.outcome).toBe("finished");
});

describe("ties", () => {
  it("DS1: an ack takes a hop, a delivery takes one, and nothing overtakes what was sent before it", () => {
    const scenario = plan({ dots: [1, 1], workers: [w(1)], strategies: [WAIT_FOR_ACK] });
    const hops = { scenario, deliveryDelayMs: 130, ackDelayMs: 220 };
    expect(story(hops, ["received", "finished"])).toEqual([
      "w1 received 1 @130",
      "w1 finished 1 @1130",
      "w1 received 2 @1480",
      "w1 finished 2 @2480",
    ]);
    const dealt = { ...hops, scenario: plan({ dots: [1, 1, 1], workers: [w(1)] }) };
    expect(story(dealt, ["received"])).toEqual([
      "w1 received 1 @130",
      "w1 received 2 @130",
      "w1 received 3 @130",
    ]);
  });

  it("DS2: what is published at a moment comes before the ack of that moment", () => {
    const scenario: Scenario = {
      ...plan({ dots: [1], strategies: [WAIT_FOR_ACK] }),
      workload: [
        { text: "a.", publishAtMs: 0 },
        { text: "b.", publishAtMs: 1000 },
      ],
    };
    expect(story({ scenario }, ["started"])).toEqual(["w1 started 1 @0", "w2 started 2 @1000"]);
  });

  it("DS3: whoever comes at a moment comes after what is published then", () => {
    const workers = [w(1), w(2, { joinAtMs: 2000 })];
    const scenario: Scenario = {
      ...plan({ dots: [1], workers }),
      workload: [
        { text: "a.", publishAtMs: 0 },
        { text: "b.", publishAtMs: 2000 },
      ],
    };
    expect(story({ scenario }, ["started"])).toEqual(["w1 started 1 @0", "w1 started 2 @2000"]);
  });

  it("DS4: at one moment, whoever has fewer hops behind it comes first", () => {
    // w1 has 4; w2 has 1, 1, 1, 1, each of them an ack and a delivery later.
    const scenario = plan({ dots: [4, 1, 1, 1, 1, 5, 5], strategies: [WAIT_FOR_ACK] });
    expect(story({ scenario }, ["started"]).slice(-2)).toEqual([
      "w1 started 6 @4000",
      "w2 started 7 @4000",
    ]);
  });
});

it("lets another dispatcher decide", () => {
  const scenario = plan({ dots: [1, 1, 1], workers: [w(1), w(2), w(3)] });
  const newDispatcher = () => {
    const there: { tag: string }[] = [];
    return {
      join: (consumer: { tag: string }) => there.push(consumer),
      leave: () => undefined,
      next: () => there.at(-1) as never,
    };
  };
  expect(story({ scenario, newDispatcher }, ["started"])).toEqual([
    "w3 started 1 @0",
    "w3 started 2 @1000",
    "w3 started 3 @2000",
  ]);
});
