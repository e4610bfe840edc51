import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestRelease, RELEASE_NAMES } from "#broker/core/release.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { Stamp } from "#shared/run-log/stamp.ts";
import { project } from "#shared/kernel/projection.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { QueueType } from "#shared/scenario/queue-settings.ts";
import { inPublicationOrder } from "#shared/scenario/workload.ts";
import { anyReturns } from "#tests/support/any-scenario.ts";
import { patienceAt } from "./simulate.ts";
import { Simulation } from "./simulation.ts";
import { asEvents } from "./sink.ts";

/** A race up to a moment: what is ready by its log, and what the broker's own queue gives to who asks then. */
function readyAt(scenario: Scenario, untilMs: number, release: string) {
  const log: Logged[] = [];
  const stamp = new Stamp();
  const sink = asEvents((event, atMs) => {
    const logged = stamp.put(event, atMs);
    if (logged) log.push(logged);
  });
  const simulation = new Simulation(
    scenario,
    { ackDelayMs: 0, deliveryDelayMs: 0, patienceMs: patienceAt(1) },
    { sink, newDispatcher: () => undefined, release: nearestRelease(release) },
  );
  simulation.open();
  simulation.schedule(inPublicationOrder(scenario.workload), scenario.faults);
  simulation.run(untilMs);
  const byLog = project(runStateProjection, log).arms.map(({ ready }) => ready.toArray());
  const byQueue = simulation.arms.map(({ queue }) => queue.drain().map(({ task }) => task));
  return { byLog, byQueue };
}

const QUEUE_TYPES = ["classic", "quorum"] as const satisfies readonly QueueType[];

/** It comes back, and others wait behind it or before it. */
const returnsAmongWaiting = (tasks: readonly number[]) =>
  tasks.some((task, i) => task < (tasks[i - 1] ?? 0));

describe.each(RELEASE_NAMES)("by the log of a run on RabbitMQ %s", (release) => {
  it.each(QUEUE_TYPES)("what is ready stands as in the broker's %s queue", (queueType) => {
    let outOfPlace = 0;
    fc.assert(
      fc.property(anyReturns(queueType), fc.integer({ min: 0, max: 30 }), (race, halfSeconds) => {
        const { byLog, byQueue } = readyAt(race, halfSeconds * 500, release);
        expect(byLog).toEqual(byQueue);
        outOfPlace += byQueue.filter(returnsAmongWaiting).length;
      }),
      { numRuns: 300, seed: 310 },
    );
    expect(outOfPlace > 0).toBe(queueType === "quorum");
  });
});
