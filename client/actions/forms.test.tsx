import { beforeEach, expect, it } from "vitest";
import type { LabInHand } from "#client/use-lab.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { labInHand } from "#tests/support/lab/lab-in-hand.tsx";

const W1 = "w1" as WorkerId;

let sent: LabCommand[];
let isRefused: boolean;
let ask: LabInHand["ask"];

function open(scenario: Scenario) {
  sent = [];
  isRefused = false;
  const onSend = (command: LabCommand) => {
    sent.push(command);
    return !isRefused;
  };
  ({ ask } = labInHand({ scenario, phase: "running", onSend }));
}

beforeEach(() => {
  open(presets["odd-heavy"]);
});

it("takes out of the plan what stands there, and nothing where nothing does", () => {
  const { workload } = presets["odd-heavy"];
  void ask({ type: "remove-task", index: 1 });
  void ask({ type: "remove-task", index: workload.length });
  void ask({ type: "remove-fault", index: 0 });
  expect(sent).toEqual([{ type: "remove-task", index: 1, text: workload[1]!.text }]);
  open(presets["kill-a-worker"]);
  const [fault] = presets["kill-a-worker"].faults;
  void ask({ type: "remove-fault", index: 0 });
  expect(sent).toEqual([{ type: "remove-fault", index: 0, atMs: fault!.atMs }]);
});

it("publishes astray in every arena at the same moment, and a burst in all of them by one command", () => {
  void ask({ type: "publish-astray", text: "lost.", mandatory: true });
  void ask({ type: "publish-burst", count: 100, kill: true });
  expect(sent).toEqual([
    { type: "publish-astray", arm: "A", text: "lost.", mandatory: true },
    { type: "publish-astray", arm: "B", text: "lost.", mandatory: true },
    { type: "publish-burst", arms: ["A", "B"], count: 100, kill: true },
  ]);
});

it("mends what a note is about: settings, a queue, or every worker it names at once", async () => {
  const workers = ["w1", "w2"] as WorkerId[];
  void ask({
    type: "mend",
    arm: "A",
    remedy: { type: "settings", change: { ack: "manual", prefetch: 1 } },
  });
  void ask({
    type: "mend",
    arm: "A",
    remedy: {
      type: "declare",
      queue: { durable: true, queueType: "quorum", deliveryLimit: "default", deadLetters: "off" },
    },
  });
  const mended = ask({
    type: "mend",
    arm: "B",
    remedy: { type: "act", workers, action: { type: "kill" } },
  });
  expect(sent).toEqual([
    { type: "set-strategy", arm: "A", strategy: { prefetch: 1 } },
    {
      type: "set-strategy",
      arm: "A",
      strategy: {
        durable: true,
        queueType: "quorum",
        deliveryLimit: "default",
        deadLetters: "off",
      },
    },
    ...workers.map((worker) => ({
      type: "act-on-worker",
      arm: "B",
      worker,
      action: { type: "kill" },
    })),
  ]);
  expect(await mended).toBe(true);
  isRefused = true;
  expect(
    await ask({
      type: "mend",
      arm: "B",
      remedy: { type: "act", workers, action: { type: "kill" } },
    }),
  ).toBe(false);
});

it("starts a lesson over, and does in every arena what its button is for", async () => {
  await ask({ type: "start-over", scenario: presets.tutorial });
  expect(sent.map(({ type }) => type)).toEqual(["reset", "set-scenario"]);
  sent = [];
  void ask({
    type: "do-in-lesson",
    command: { type: "act-on-worker", worker: W1, action: { type: "kill" } },
  });
  expect(sent.map((command) => "arm" in command && command.arm)).toEqual(["A", "B"]);
});
