import fc from "fast-check";
import { expect, it } from "vitest";
import { anyChaos, anyScenario } from "#tests/support/any-scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { moment, type AtMs } from "../kernel/moment.ts";
import { project } from "../kernel/projection.ts";
import type { ArmState, Place } from "../run/run-state.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { depthSteps } from "./depth.ts";
import { idleWhileWorkWaits } from "./idle-while-work-waits.ts";
import { measuredPeriod } from "./period.ts";
import { deliveriesOf, placeChanges } from "./place-changes.ts";
import type { Span } from "./spans.ts";
import { busySpans, staysOf, unackedSpans, upSpans } from "./stays.ts";

/** Any race cut at any moment, and what is read off it there. */
const anyArms = fc
  .tuple(
    fc.oneof(anyScenario, anyChaos),
    fc.option(fc.integer({ min: 0, max: 80_000 }), { nil: Infinity }),
  )
  .map(([scenario, untilMs]) => {
    const state = project(runStateProjection, raceLog(scenario, { untilMs }));
    const atMs = untilMs === Infinity ? state.atMs : moment(untilMs);
    return state.arms.map((arm) => ({
      arm,
      atMs,
      first: scenario.arms.find((one) => one.arm === arm.arm)?.strategy ?? arm.strategy,
    }));
  });

/** Where every task was right after `atMs`. */
function placesAt(arm: ArmState, atMs: AtMs): readonly (Place | null)[] {
  const deliveries = deliveriesOf(arm);
  return arm.tasks.map((task, i) => {
    let at: Place | null = null;
    placeChanges(task, deliveries[i] ?? [], (changeMs, _, to) => {
      if (changeMs <= atMs) at = to;
    });
    return at;
  });
}

const count = <Item>(items: readonly Item[], item: Item) =>
  items.filter((one) => one === item).length;

it("the depth at any moment is how many tasks are there then", () => {
  fc.assert(
    fc.property(anyArms, (arms) => {
      for (const { arm, atMs } of arms) {
        for (const { atMs: stepMs, ready, held, running } of depthSteps(arm, atMs)) {
          const places = placesAt(arm, stepMs);
          expect([ready, held, running]).toEqual(
            (["ready", "held", "running"] as const).map((place) => count(places, place)),
          );
        }
      }
    }),
  );
});

it("the integrals are sums, over the stretches in which nothing changes, of what is written of each", () => {
  fc.assert(
    fc.property(anyArms, (arms) => {
      for (const { arm, atMs, first } of arms) {
        const period = measuredPeriod(arm, atMs);
        if (period === null) continue;
        const swept = idleWhileWorkWaits(arm, period, first);
        const plain = integrals(arm, period, first);
        for (const [name, ms] of Object.entries(plain)) {
          expect([name, swept[name as keyof typeof plain]]).toEqual([name, expect.closeTo(ms, 3)]);
        }
      }
    }),
  );
});

/** As it is defined, without a sweep: every stretch is looked at anew. */
function integrals(arm: ArmState, { fromMs, toMs }: Span, first: ArmState["strategy"]) {
  const [up, busy, unacked] = [upSpans(arm), busySpans(arm), unackedSpans(arm)];
  const stays = staysOf(arm);
  const moments = new Set<AtMs>([fromMs, toMs]);
  const spans = [up, busy, unacked].flatMap((byWorker) => [...byWorker.values()].flat());
  for (const span of [...spans, ...stays]) moments.add(span.fromMs).add(span.toMs);
  for (const { atMs } of [...depthSteps(arm, toMs), ...arm.changes]) moments.add(atMs);
  const edges = [...moments].filter((ms) => ms >= fromMs && ms <= toMs).sort((a, b) => a - b);

  const sum = { totalMs: 0, onWireMs: 0, whileReadyMs: 0, brokerCouldSeeMs: 0 };
  for (const [i, edgeMs] of edges.slice(0, -1).entries()) {
    const forMs = (edges[i + 1] ?? edgeMs) - edgeMs;
    const during = (span: Span) => span.fromMs <= edgeMs && edgeMs < span.toMs;
    const { ack, prefetch } =
      arm.changes.findLast((change) => change.atMs <= edgeMs)?.strategy ?? first;
    const limit = ack === "auto" || prefetch === "unlimited" ? Infinity : prefetch;
    const places = placesAt(arm, edgeMs);
    const [ready, held] = [count(places, "ready"), count(places, "held")];
    const crew = arm.workers.map(({ worker, concurrency }) => ({
      isThere: stays.some((stay) => stay.worker.worker === worker && during(stay)),
      idle: up.get(worker)?.some(during)
        ? concurrency - (busy.get(worker) ?? []).filter(during).length
        : 0,
      unacked: (unacked.get(worker) ?? []).filter(during).length,
    }));
    const over = (value: (one: (typeof crew)[number]) => number) =>
      crew.reduce((total, one) => total + value(one), 0);
    const idle = over((one) => one.idle);
    sum.totalMs += Math.min(idle, ready + held) * forMs;
    sum.whileReadyMs += Math.min(idle, ready) * forMs;
    const withCredit = over((one) => Math.max(0, Math.min(one.idle, limit - one.unacked)));
    sum.onWireMs += Math.min(withCredit, ready) * forMs;
    if (ack === "manual") {
      const emptyHanded = over((one) => Number(one.isThere && one.unacked === 0));
      const beyondOne = over((one) => Math.max(0, one.unacked - 1));
      sum.brokerCouldSeeMs += Math.min(emptyHanded, ready + beyondOne) * forMs;
    }
  }
  return sum;
}
