import { expect, it } from "vitest";
import type { Logged } from "#shared/run-log/run-event.ts";
import { presets } from "#shared/scenario/presets.ts";
import { simulatedLog, simulateInto } from "./simulate.ts";
import { tellOf } from "./sink.ts";
import { TaskTimes } from "./task-times.ts";

const firstOf = (log: readonly Logged[], type: Logged["type"], task: number) =>
  log.find((event) => event.type === type && "task" in event && event.task === task)?.atMs ?? NaN;

it.each(Object.values(presets))("$preset: columns hold what the log tells", (plan) => {
  for (const arm of plan.arms) {
    const scenario = { ...plan, arms: [arm] };
    const log = simulatedLog({ scenario });
    const times = new TaskTimes(plan.workload.length);
    simulateInto(times, { scenario });
    plan.workload.forEach((_, index) => {
      const task = index + 1;
      expect(times.publishedAtMs[task]).toBe(firstOf(log, "published", task));
      expect(times.startedAtMs[task]).toBe(firstOf(log, "started", task));
      expect(times.finishedAtMs[task]).toBe(firstOf(log, "finished", task));
    });
    expect(times.endMs).toBe(log.at(-1)?.atMs);
    // What goes on from a log tells events there are already: they come to the same.
    const told = new TaskTimes(plan.workload.length);
    for (const event of log) tellOf(event, event.atMs, told);
    expect(told).toEqual(times);
  }
});
