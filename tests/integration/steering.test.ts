import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { violations } from "#shared/run/invariants.ts";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const server = await startLabServer();
const W1 = "w1" as WorkerId;

async function host(scenario: Scenario = presets["odd-heavy"]): Promise<LabClient> {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  await client.must({ type: "set-speed", speed: 20 }, { type: "set-scenario", scenario });
  return client;
}

/** One arm that deals eagerly to `workers` workers. */
function oneArm(dots: readonly number[], workers = 2, strategy = EAGER): Scenario {
  const crew = Array.from({ length: workers }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
  }));
  const arms = [{ arm: "A" as const, strategy, workers: crew }];
  return { preset: null, seed: 1, workload: tasksOfDots(dots), arms, faults: [] };
}

const labMs = ({ ticks }: LabClient) => ticks.at(-1)?.tick.clock.labMs ?? 0;

describe("time", () => {
  it("stands still while paused, and the broker goes on holding what it holds", async () => {
    const client = await host();
    await client.must({ type: "run" });
    await eventually(() => {
      expect(labMs(client)).toBeGreaterThan(3000);
    });
    await client.must({ type: "pause" });
    await eventually(() => {
      expect(client.types().at(-1)).toBe("clock-paused");
    });
    const { seq, atMs } = client.log.at(-1)!;
    await delay(300);
    // What was on its way from the broker still arrives, at that very moment of lab time.
    const after = client.log.slice(seq);
    expect(after.filter((one) => one.type === "finished" || one.atMs !== atMs)).toEqual([]);
    await eventually(() => {
      expect(client.lab?.phase).toBe("paused");
      expect(client.ticks.at(-1)?.tick.clock.rate).toBe(0);
    });
    await client.must({ type: "resume" });
    expect((await client.closed()).outcome).toBe("finished");
  });

  it("goes from one event to the next by steps", async () => {
    const client = await host(oneArm([4, 1, 4, 1]));
    await client.must({ type: "set-speed", speed: 0.5 }, { type: "run" }, { type: "pause" });
    // The lab's clock may have gone on a little between run and pause: each task takes its dots from where it began.
    const took = () =>
      client.log.flatMap((one) => {
        if (one.type !== "finished") return [];
        const begun = client.log.find(
          ({ type, ...is }) => type === "started" && "task" in is && is.task === one.task,
        );
        return [Math.round(one.atMs - begun!.atMs)];
      });
    for (const expected of [[1000], [1000, 1000], [1000, 1000, 4000]]) {
      await client.must({ type: "step" });
      await eventually(() => {
        expect(took()).toEqual(expected);
      });
    }
    await client.must({ type: "stop" });
    expect(client.state).toMatchObject({ outcome: "stopped", mismatches: [] });
  });

  it("can be told to run at another speed on the way", async () => {
    const client = await host(oneArm([30, 30]));
    await client.must({ type: "set-speed", speed: 0.5 }, { type: "run" });
    await client.must({ type: "set-speed", speed: 20 });
    // At the first speed it would be on for a minute; each task takes its dots from where it began.
    const state = await client.closed({ withinMs: 40_000 });
    expect(state.speed).toBe(20);
    const at = (type: string) => client.log.flatMap((one) => (one.type === type ? [one.atMs] : []));
    const began = at("started");
    expect(at("finished").map((endMs, i) => Math.round((endMs - began[i]!) / 100))).toEqual([
      300, 300,
    ]);
  });
});

describe("while a race runs", () => {
  it("a task pushed is published to every arm at once, and stays in the plan", async () => {
    const client = await host();
    await client.must({ type: "run" }, { type: "push-task", text: "one more..." });
    const state = await client.closed();
    const pushed = client.log.flatMap((one) =>
      one.type === "published" && one.task === 13 ? [[one.arm, one.text, one.atMs]] : [],
    );
    expect(pushed).toEqual([
      ["A", "one more...", expect.any(Number)],
      ["B", "one more...", pushed[0]![2]],
    ]);
    expect(state.arms.map(({ counts }) => counts.done)).toEqual([13, 13]);
    expect(client.lab?.scenario.workload.at(-1)?.text).toBe("one more...");
  });

  it("a change of strategy takes effect on the broker: what was held goes back", async () => {
    const client = await host(oneArm([4, 4, 4, 4, 4, 4]));
    await client.must({ type: "run" }, { type: "pause" });
    await eventually(() => {
      expect(client.state.arms[0]!.counts).toMatchObject({ held: 4, running: 2 });
    });
    await client.must({ type: "set-strategy", arm: "A", strategy: WAIT_FOR_ACK });
    await eventually(() => {
      expect(client.state.arms[0]!.counts).toMatchObject({ ready: 4, held: 0, running: 2 });
    });
    await client.must({ type: "resume" });
    const state = await client.closed();
    const mostHeld = Math.max(
      ...client.log.filter(({ type }) => type === "received").map(({ atMs }) => atMs),
    );
    expect(mostHeld).toBeGreaterThan(7000);
    expect(state.arms[0]!.changes.map(({ strategy }) => strategy.prefetch)).toEqual([1]);
    expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
    expect(violations(state)).toEqual([]);
    expect(client.lab?.scenario.arms[0]!.strategy).toEqual(WAIT_FOR_ACK);
  });

  it("several changes on each other's heels end in the last", async () => {
    const client = await host(oneArm([2, 2, 2, 2, 2, 2, 2, 2], 3));
    await client.must({ type: "run" });
    const strategies = [WAIT_FOR_ACK, EAGER, { ...EAGER, ack: "auto" as const }, WAIT_FOR_ACK];
    await client.must(
      ...strategies.map((strategy) => ({
        type: "set-strategy" as const,
        arm: "A" as const,
        strategy,
      })),
    );
    const state = await client.closed();
    expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
    expect(state.arms[0]!.counts.done).toBe(8);
    expect(violations(state)).toEqual([]);
  });

  it("another durability waits for the next run: the broker says so", async () => {
    const client = await host(oneArm([9]));
    await client.must({ type: "run" });
    const strategy = { ...EAGER, durable: false };
    await client.must({ type: "set-strategy", arm: "A", strategy });
    await eventually(() => {
      expect(client.types()).toContain("redeclare-refused");
    });
    expect(client.state.arms[0]!.queue?.durable).toBe(true);
    expect(client.lab?.scenario.arms[0]!.strategy.durable).toBe(false);
    await client.must({ type: "stop" });
  });

  it("a worker added gets what is ready; one removed finishes its task and gives back the rest", async () => {
    const client = await host(oneArm([3, 3, 3, 3, 3, 3], 1));
    await client.must({ type: "run" }, { type: "pause" }, { type: "add-worker", arm: "A" });
    expect(client.lab?.scenario.arms[0]!.workers.map(({ worker }) => worker)).toEqual(["w1", "w2"]);
    await client.must({ type: "remove-worker", arm: "A", worker: W1 }, { type: "resume" });
    const state = await client.closed();
    const left = client.log.find(({ type }) => type === "worker-left");
    expect(left).toMatchObject({ worker: "w1", how: "stopped" });
    expect(Math.round(left!.atMs / 100)).toBe(30);
    expect(state.arms[0]!.counts.done).toBe(6);
    expect(state.arms[0]!.redeliveries).toBe(5);
    expect(violations(state)).toEqual([]);
    const again = await client.send({ type: "remove-worker", arm: "A", worker: W1 });
    expect(again).toEqual({ ok: false, error: { code: "no-such-worker" } });
  });

  it("a worker who is yet to come can be told to stay away, or comes at the speed it was told", async () => {
    const scenario = oneArm([4, 4, 4, 4], 1, WAIT_FOR_ACK);
    const [arm] = scenario.arms;
    const late = ["w2", "w3"].map((worker) => ({
      worker: worker as WorkerId,
      speed: 1,
      joinAtMs: 2000,
    }));
    const workers = [...arm!.workers, ...late];
    const client = await host({ ...scenario, arms: [{ ...arm!, workers }] });
    const [w2, w3] = late.map(({ worker }) => worker) as [WorkerId, WorkerId];
    await client.must({ type: "run" }, { type: "pause" });
    await client.must(
      { type: "remove-worker", arm: "A", worker: w2 },
      { type: "act-on-worker", arm: "A", worker: w3, action: { type: "set-speed", speed: 2 } },
      { type: "resume" },
    );
    const state = await client.closed();
    const crew = state.arms[0]!.workers.map(({ worker, speeds }) => [worker, speeds[0]!.speed]);
    expect(crew).toEqual([
      ["w1", 1],
      ["w3", 2],
    ]);
    expect(client.lab?.scenario.arms[0]!.workers.map(({ worker }) => worker)).toEqual(["w1", "w3"]);
  });

  it("a worker works on as many tasks at a time as the plan gives it, which no run on changes", async () => {
    const client = await host(oneArm([4, 4, 4, 4], 1));
    const of = { type: "set-concurrency", arm: "A", worker: W1 } as const;
    await client.must({ ...of, concurrency: 2 }, { type: "run" }, { type: "pause" });
    expect(await client.send({ ...of, concurrency: 3 })).toEqual({
      ok: false,
      error: { code: "run-in-progress" },
    });
    await client.must({ type: "resume" });
    const arm = (await client.closed()).arms[0]!;
    expect(client.log.find(({ type }) => type === "worker-joined")).toMatchObject({
      concurrency: 2,
    });
    const starts = arm.attempts.map(({ startedAtMs }) => startedAtMs ?? NaN);
    expect(Math.abs(starts[1]! - starts[0]!)).toBeLessThan(1000);
    expect(starts[2]! - starts[0]!).toBeGreaterThanOrEqual(4000);
  });

  it("a worker's speed changes in the middle of its task", async () => {
    const client = await host(oneArm([8], 1));
    await client.must({ type: "run" }, { type: "pause" });
    const atMs = client.log.at(-1)!.atMs;
    await client.must(
      { type: "act-on-worker", arm: "A", worker: W1, action: { type: "set-speed", speed: 4 } },
      { type: "resume" },
    );
    const state = await client.closed();
    expect(state.arms[0]!.attempts.at(0)!.endedAtMs).toBeCloseTo(atMs + (8000 - atMs) / 4, -1);
  });

  it("it cannot be planned anew or begun again", async () => {
    const client = await host(oneArm([9]));
    await client.must({ type: "run" });
    const refused = { ok: false, error: { code: "run-in-progress" } };
    expect(await client.send({ type: "run" })).toEqual(refused);
    const scenario = presets.equal;
    expect(await client.send({ type: "set-scenario", scenario })).toEqual(refused);
    await client.must({ type: "reset" });
    expect(client.lab).toMatchObject({ phase: "idle", runId: null });
    expect(client.lab?.scenario.preset).toBe("odd-heavy");
  });
});

describe("a run without tasks", () => {
  it("stays open for what people push, until it is stopped", async () => {
    const client = await host(oneArm([]));
    await client.must({ type: "run" }, { type: "push-task", text: "by hand." });
    await eventually(() => {
      expect(client.state.arms[0]!.counts.done).toBe(1);
    });
    expect(client.lab?.phase).toBe("running");
    await client.must({ type: "stop" });
    expect(client.lab?.phase).toBe("closed");
    expect(await client.send({ type: "stop" })).toEqual({ ok: false, error: { code: "no-run" } });
  });
});

describe("stopped in the middle", () => {
  it("agrees with the broker on what is left, whatever the ack mode", async () => {
    const strategies = [EAGER, WAIT_FOR_ACK, { ...EAGER, ack: "auto" as const }];
    const [{ workers }] = oneArm([], 3).arms as [Scenario["arms"][number]];
    const client = await host({
      ...oneArm([5, 1, 5, 1, 5, 1, 5, 1]),
      arms: strategies.map((strategy, i) => ({
        arm: (["A", "B", "C"] as const)[i]!,
        strategy,
        workers,
      })),
    });
    await client.must({ type: "run" });
    await eventually(() => {
      expect(labMs(client)).toBeGreaterThan(2000);
    });
    await client.must({ type: "stop" });
    expect(client.state).toMatchObject({ outcome: "stopped", mismatches: [] });
  });
});
