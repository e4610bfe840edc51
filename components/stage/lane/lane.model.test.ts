import { describe, expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { ArmId, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import { attemptsByWorker, committedBars, pastBars, standstills, type Bar } from "./lane.model.ts";
import { workEndMs } from "./work-end.model.ts";

const w1 = "w1" as WorkerId;
const w2 = "w2" as WorkerId;

function laneAt(scenario: Scenario, nowMs: number, id: ArmId, worker: WorkerId) {
  const run = project(runStateProjection, raceLog(scenario, { untilMs: nowMs }));
  const arm = run.arms.find((one) => one.arm === id)!;
  const own = attemptsByWorker(arm.attempts).get(worker) ?? [];
  const stay = arm.workers.find((one) => one.worker === worker)!;
  return {
    past: pastBars(arm, [stay], own),
    committed: committedBars(arm, stay, own, nowMs),
  };
}

const spans = (bars: readonly { task: number; fromMs: number; toMs: number }[]) =>
  bars.map(({ task, fromMs, toMs }) => [task, fromMs / 1000, toMs / 1000]);

describe("committedBars", () => {
  it("puts held tasks behind the running one, in order: nobody else can do them", () => {
    const { past, committed } = laneAt(presets["odd-heavy"], 11_000, "A", w1);
    expect(spans(past)).toEqual([
      [1, 0, 4],
      [3, 4, 8],
    ]);
    expect(committed.map(({ kind }) => kind)).toEqual(["running", "held", "held", "held"]);
    expect(spans(committed)).toEqual([
      [5, 8, 12],
      [7, 12, 16],
      [9, 16, 20],
      [11, 20, 24],
    ]);
  });

  it("commits nobody to what is still in the queue", () => {
    const { committed } = laneAt(presets["odd-heavy"], 11_000, "B", w1);
    expect(spans(committed)).toEqual([[9, 10, 14]]);
  });

  it("never ends a running task in the past", () => {
    const run = project(runStateProjection, raceLog(presets["odd-heavy"], { untilMs: 11_000 }));
    const arm = run.arms[0]!;
    const own = attemptsByWorker(arm.attempts).get(w1) ?? [];
    const [running, next] = committedBars(arm, arm.workers[0]!, own, 12_300);
    expect(running?.toMs).toBe(12_300);
    expect(next?.fromMs).toBe(12_300);
  });
});

describe("of a worker that nothing has changed for", () => {
  it("deliveries and bars are the very same, whatever the others do", () => {
    const log = raceLog(oneArm([9, 1, 1, 1], { workers: 2 }), { untilMs: 3500 });
    const before = project(runStateProjection, log.slice(0, -1));
    const after = project(runStateProjection, log.slice(-1), before);
    const [lanes, later] = [before, after].map(({ arms: [arm] }) => {
      const byWorker = attemptsByWorker(arm!.attempts);
      return arm!.workers.map((stay) => {
        const own = byWorker.get(stay.worker)!;
        return { own, past: pastBars(arm!, [stay], own), next: committedBars(arm!, stay, own, 0) };
      });
    });
    expect(later![0]!.own).toBe(lanes![0]!.own);
    expect(later![0]!.past).toBe(lanes![0]!.past);
    expect(later![0]!.next).toBe(lanes![0]!.next);
    expect(later![1]!.own).not.toBe(lanes![1]!.own);
  });
});

describe("pastBars", () => {
  it("of a long lane are the same, made stretch by stretch as it grows or all at once", () => {
    const log = raceLog(
      oneArm(
        Array.from({ length: 300 }, () => 1),
        { workers: 1 },
      ),
    );
    let run = project(runStateProjection, []);
    for (let from = 0; from < log.length; from += 37) {
      run = project(runStateProjection, log.slice(from, from + 37), run);
      for (const arm of run.arms) {
        for (const stay of arm.workers) {
          const own = attemptsByWorker(arm.attempts).get(stay.worker) ?? [];
          const unknown = own.map((attempt) => ({ ...attempt }));
          expect(pastBars(arm, [stay], own)).toEqual(pastBars(arm, [stay], unknown));
        }
      }
    }
    expect(run.arms[0]?.counts.done).toBe(300);
  });
});

describe("the lane of a worker with two hands", () => {
  const scenario = oneArm([1, 2, 3, 4, 5], {
    workers: 1,
    concurrency: 2,
    strategy: { ...EAGER, prefetch: 4 },
  });
  const hands = (bars: readonly Bar[]) => bars.map(({ task, hand }) => [task, hand]);

  it("has one for each: what runs keeps its hand, what is held goes to the one that is free first", () => {
    const { past, committed } = laneAt(scenario, 2500, "A", w1);
    expect(hands(past)).toEqual([
      [1, 0],
      [2, 1],
    ]);
    expect(hands(committed)).toEqual([
      [3, 0],
      [4, 1],
      [5, 0],
    ]);
    expect(spans(committed)).toEqual([
      [3, 1, 4],
      [4, 2, 6],
      [5, 4, 9],
    ]);
  });

  it("is the same afterwards", () => {
    expect(hands(laneAt(scenario, 20_000, "A", w1).past)).toEqual([
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 1],
      [5, 0],
    ]);
  });
});

describe("pastBars", () => {
  const auto = presets["kill-a-worker"];

  it("draws what an auto-acked kill took: the part worked on, then all that was never reached", () => {
    const { past } = laneAt(auto, 14_000, "A", w1);
    expect(past.map(({ kind, task }) => `${kind} ${task}`)).toEqual([
      "done 1",
      "done 3",
      "lost 5",
      "lost-ahead 5",
      "lost-ahead 7",
      "lost-ahead 9",
      "lost-ahead 11",
    ]);
    expect(spans(past.slice(2))).toEqual([
      [5, 8, 10.5],
      [5, 10.5, 12],
      [7, 12, 16],
      [9, 16, 20],
      [11, 20, 24],
    ]);
    expect(past.map(({ numbered }) => numbered)).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  it("draws a returned attempt where it was, and its redelivery with the other worker", () => {
    const manual: Scenario = { ...auto, arms: [{ ...auto.arms[0]!, strategy: EAGER }] };
    expect(laneAt(manual, 14_000, "A", w1).past.at(-1)).toMatchObject({
      kind: "requeued",
      task: 5,
    });
    const { past, committed } = laneAt(manual, 15_000, "A", w2);
    expect(past.at(-1)).toMatchObject({ kind: "done", task: 5, redelivered: true });
    expect(spans(committed)).toEqual([
      [7, 14.5, 18.5],
      [9, 18.5, 22.5],
      [11, 22.5, 26.5],
    ]);
  });
});

describe("workEndMs", () => {
  it("works a dot in a second at speed 1, in two at speed a half", () => {
    expect(workEndMs(500, 4000, [{ atMs: 0, speed: 1 }])).toBe(4500);
    expect(workEndMs(500, 4000, [{ atMs: 0, speed: 0.5 }])).toBe(8500);
  });

  it("goes on at the new speed from the moment it changed", () => {
    const speeds = [
      { atMs: 0, speed: 1 },
      { atMs: 2000, speed: 2 },
      { atMs: 2500, speed: 0.5 },
    ];
    // 2 s of work until 2000, 1 s until 2500, the last second at half speed.
    expect(workEndMs(0, 4000, speeds)).toBe(4500);
  });
});

describe("a worker that stands still", () => {
  const lane = (drawing: string, nowMs: number) => {
    const [arm] = project(runStateProjection, drawLog(drawing)).arms;
    const stay = arm?.workers[0];
    if (!arm || !stay) throw new Error("no lane");
    const own = attemptsByWorker(arm.attempts).get(w1) ?? [];
    return {
      past: pastBars(arm, [...arm.earlierStays, stay], own),
      committed: committedBars(arm, stay, own, nowMs),
      still: standstills([stay]),
    };
  };

  it("has no forecast: its task reaches as far as now, and nothing is drawn behind it", () => {
    const { committed, still } = lane("A.queue 33 .\nA.w1 rrs h", 4000);
    expect(committed.map(({ kind, task }) => `${kind} ${task}`)).toEqual(["running 1"]);
    expect(spans(committed)).toEqual([[1, 0, 4]]);
    expect(still).toEqual([{ fromMs: 1000, toMs: null }]);
  });

  it("ends later by as long as it stood still", () => {
    const { committed, still } = lane("A.queue 33 . .\nA.w1 rrs z . u", 3000);
    expect(spans(committed)).toEqual([
      [1, 0, 5],
      [2, 5, 8],
    ]);
    expect(still).toEqual([{ fromMs: 1000, toMs: 3000 }]);
  });

  it("goes on with what was taken back from it, in a bar of its own", () => {
    const { past } = lane("A.queue 2 . .\nA.w1 rs m bg . o", 5000);
    expect(past.map(({ kind, task }) => `${kind} ${task}`)).toEqual(["requeued 1", "late 1"]);
  });
});
