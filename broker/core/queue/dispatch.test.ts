import { describe, expect, it } from "vitest";
import { RELEASE_NAMES } from "#broker/core/release.ts";
import { CorePerformer } from "#broker/testing/dispatch/core-performer.ts";
import { assignmentCases } from "#broker/testing/dispatch/rules/assignments.ts";
import { dispatchRules } from "#broker/testing/dispatch/rules/dispatch-rules.ts";
import { linesOf, replay } from "#broker/testing/dispatch/transcript.ts";
import { specOf } from "#broker/testing/by-release.ts";
import { workThrough } from "#broker/testing/dispatch/work-through.ts";

describe.each(RELEASE_NAMES)("as RabbitMQ %s", (release) => {
  const { holds } = specOf(release);
  describe.each(dispatchRules)("%s", (_, rules) => {
    it.each(rules.filter(({ title }) => holds(title)))("$title", async ({ transcript }) => {
      const replayed = await replay(transcript, new CorePerformer(release));
      expect(replayed).toBe(linesOf(transcript).join("\n"));
    });
  });
});

it.each(assignmentCases)(
  "deals dots $dots to workers $workers with prefetch $prefetch",
  async ({ assignment, ...work }) => {
    expect(await workThrough(new CorePerformer(), work)).toBe(assignment);
  },
);

it("CS9: the next gets what was ready when the active one is cancelled", async () => {
  const core = new CorePerformer();
  await replay(
    "declare classic single-active \n qos a 1 \n consume A \n consume B \n publish 3 → A m1",
    core,
  );
  expect(core.perform({ do: "cancel", consumer: "A", channel: "a" })).toBe("B m2 m3");
});

describe("a channel with too much unsent", () => {
  const twoConsumers = async () => {
    const core = new CorePerformer();
    await replay("consume A \n consume B", core);
    return core;
  };

  it("DQ9: is passed over, and comes back at the end of the turn", async () => {
    const core = await twoConsumers();
    core.setCanTake("a", false);
    expect(core.perform({ do: "publish", count: 2 })).toBe("B m1 m2");
    core.setCanTake("a", true);
    expect(core.perform({ do: "publish", count: 2 })).toBe("A m4, B m3");
  });

  it("DQ9: keeps its place when nothing was offered to it meanwhile", async () => {
    const core = await twoConsumers();
    core.setCanTake("a", false);
    core.setCanTake("a", true);
    expect(core.perform({ do: "publish", count: 1 })).toBe("A m1");
  });

  it("DQ9: gets what is ready as soon as it can take again", async () => {
    const core = new CorePerformer();
    await replay("consume A", core);
    core.setCanTake("a", false);
    expect(core.perform({ do: "publish", count: 3 })).toBe("");
    expect(core.setCanTake("a", true)).toBe("A m1 m2 m3");
  });

  it("DQ9: is not resumed past its prefetch or its channel's limit", async () => {
    const core = new CorePerformer();
    await replay("qos a 1 \n qos a 1 global \n consume A \n publish 2 → A m1", core);
    core.setCanTake("a", false);
    expect(core.setCanTake("a", true)).toBe("");
    expect(core.perform({ do: "ack", channel: "a", target: "all", multiple: true })).toBe("A m2");
  });

  it("DQ9: does not come back before its channel's limit lets it", async () => {
    const core = new CorePerformer();
    await replay("qos a 1 global \n consume A \n consume B \n publish 3 → A m1, B m2 m3", core);
    core.setCanTake("a", true);
    await replay("consume C \n ack a m1", core);
    expect(core.perform({ do: "publish", count: 3 })).toBe("A m6, B m4, C m5");
  });
});
