import { describe, expect, it } from "vitest";
import { PRESET_IDS } from "./preset.ts";
import { defaultScenario } from "./default-scenario.ts";
import { presets } from "./presets.ts";
import { scenarioSchema } from "./scenario-schema.ts";
import { dottedText } from "./workload.ts";

/** The first problem, as `path: message`. */
function refusal(change: object): string | undefined {
  const parsed = scenarioSchema.safeParse({ ...defaultScenario, ...change });
  const issue = parsed.error?.issues[0];
  return issue && `${issue.path.join(".")}: ${issue.message}`;
}

const withArm = (change: object) => ({ arms: [{ ...defaultScenario.arms[0], ...change }] });
const withStrategy = (change: object) =>
  withArm({ strategy: { ...defaultScenario.arms[0]?.strategy, ...change } });
const withTask = (change: object) => ({ workload: [{ text: "a.", publishAtMs: 0, ...change }] });

describe("scenarioSchema", () => {
  it.each(PRESET_IDS)("accepts the preset %s as it is", (id) => {
    expect(scenarioSchema.parse(structuredClone(presets[id]))).toEqual(presets[id]);
  });

  it.each<[string, object, string]>([
    ["61 dots", withTask({ text: dottedText(61) }), "workload.0.text: too-many-dots"],
    ["a size below 0", withTask({ serviceMs: -1 }), "workload.0.serviceMs: Too small"],
    ["a size above an hour", withTask({ serviceMs: 3_600_001 }), "workload.0.serviceMs: Too big"],
    ["a control character", withTask({ text: "a\n." }), "workload.0.text: control-characters"],
    ["prefetch 0", withStrategy({ prefetch: 0 }), "arms.0.strategy.prefetch: Too small"],
    ["prefetch 65536", withStrategy({ prefetch: 65536 }), "arms.0.strategy.prefetch: Too big"],
    [
      "prefetch many",
      withStrategy({ prefetch: "many" }),
      "arms.0.strategy.prefetch: prefetch:65535",
    ],
    ["prefetch 1.5", withStrategy({ prefetch: 1.5 }), "arms.0.strategy.prefetch: prefetch:65535"],
    [
      "the same worker twice",
      withArm({ workers: [1, 1].map((speed) => ({ worker: "w1", speed, joinAtMs: 0 })) }),
      "arms.0.workers: duplicate-worker",
    ],
    [
      "a worker of another name",
      withArm({ workers: [{ worker: "<b>", speed: 1, joinAtMs: 0 }] }),
      "arms.0.workers.0.worker: worker-id",
    ],
    ["arms out of order", { arms: defaultScenario.arms.toReversed() }, "arms: arms-in-order"],
    ["a field it does not know", { admin: true }, ": Unrecognized key"],
  ])("refuses %s", (_, change, expected) => {
    expect(refusal(change)).toContain(expected);
  });

  it.each<[string, object]>([
    [
      "20,001 tasks",
      { workload: Array.from({ length: 20_001 }, () => defaultScenario.workload[0]) },
    ],
    ["text of 201 characters", withTask({ text: `${"x".repeat(200)}.` })],
    ["publication after an hour", withTask({ publishAtMs: 3_600_001 })],
    ["publication at NaN", withTask({ publishAtMs: Number.NaN })],
    ["no arm", { arms: [] }],
    ["five arms", { arms: Array.from({ length: 5 }, () => defaultScenario.arms[0]) }],
    ["257 workers", withArm({ workers: crowd(257) })],
    ["speed 0", withArm({ workers: [{ worker: "w1", speed: 0, joinAtMs: 0 }] })],
    ["speed 11", withArm({ workers: [{ worker: "w1", speed: 11, joinAtMs: 0 }] })],
    [
      "65 faults",
      { faults: crowd(65).map(() => ({ type: "restart-broker", kill: true, atMs: 1 })) },
    ],
    ["a preset that is none", { preset: "mine" }],
  ])("refuses %s", (_, change) => {
    expect(refusal(change)).toBeDefined();
  });

  it("takes a strategy without a word on confirms or queue type for one that has them, and is classic", () => {
    const [arm] = defaultScenario.arms;
    const older = { prefetch: "unlimited", ack: "manual", durable: true, persistent: true };
    const parsed = scenarioSchema.parse({
      ...defaultScenario,
      arms: [{ ...arm, strategy: older }],
    });
    expect(parsed.arms[0]?.strategy).toEqual(arm!.strategy);
  });

  it("accepts the limits themselves", () => {
    expect(refusal(withArm({ workers: crowd(256) }))).toBeUndefined();
    expect(refusal(withStrategy({ prefetch: 65535 }))).toBeUndefined();
    expect(refusal(withTask({ text: dottedText(60), publishAtMs: 3_600_000 }))).toBeUndefined();
  });
});

function crowd(size: number) {
  return Array.from({ length: size }, (_, i) => ({ worker: `w${i + 1}`, speed: 1, joinAtMs: 0 }));
}
