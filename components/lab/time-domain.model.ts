import type { ArmState, RunState } from "#shared/run/run-state.ts";
import type { Arm, Scenario } from "#shared/scenario/scenario.ts";
import { inPublicationOrder } from "#shared/scenario/workload.ts";
import { attemptsByWorker, committedBars, serviceMsIn } from "./lane.model.ts";

const EMPTY_MS = 20_000;

/**
 * Where the x axis that all arenas share ends, ms.
 *
 * Long enough for the plan as it would be dealt in turn, so that it stays still during most runs;
 * a run that outgrows it moves it on in a few large steps. It only sizes the axis: nothing is
 * drawn from it.
 *
 * @param run the run by now, not at the viewed moment, so that scrubbing leaves the axis alone.
 */
export function timeDomain(scenario: Scenario, run: RunState, liveMs: number | null): number {
  const plan = run.scenario ?? scenario;
  const planned = Math.max(0, ...plan.arms.map((arm) => dealtInTurnMs(arm, plan)));
  const axisMs = planned === 0 ? EMPTY_MS : roomAfter(planned);
  const nowMs = Math.max(liveMs ?? 0, run.atMs);
  const reached = Math.max(nowMs, ...run.arms.map((arm) => workLastsUntilMs(arm, nowMs)));
  return reached <= axisMs ? axisMs : nextStep(reached);
}

/** When an arm's work would end: held tasks with those who hold them, ready ones with whoever is free first. */
function workLastsUntilMs(arm: ArmState, nowMs: number): number {
  const byWorker = attemptsByWorker(arm.attempts);
  const crew = arm.workers
    .filter(({ leftAtMs, halt }) => leftAtMs === null && halt === null)
    .map((worker) => {
      const bars = committedBars(arm, worker, byWorker.get(worker.worker) ?? [], 0);
      return { freeMs: bars.at(-1)?.toMs ?? nowMs, speed: worker.speed };
    });
  for (const task of crew.length === 0 ? [] : arm.ready) {
    const next = soonest(crew);
    next.freeMs += serviceMsIn(arm, task) / next.speed;
  }
  return Math.max(0, ...crew.map(({ freeMs }) => freeMs));
}

function soonest<Worker extends { readonly freeMs: number }>(crew: readonly Worker[]): Worker {
  return crew.reduce((a, b) => (b.freeMs < a.freeMs ? b : a));
}

function dealtInTurnMs({ strategy, workers }: Arm, { workload, faults }: Scenario): number {
  if (workers.length === 0) return 0;
  const crew = workers.map((worker) => ({ ...worker, freeMs: worker.joinAtMs, ends: [0] }));
  const waits = strategy.ack === "manual" && strategy.prefetch !== "unlimited";
  const give = (to: (typeof crew)[number], workMs: number, fromMs: number) => {
    to.freeMs = Math.max(to.freeMs, fromMs) + workMs / to.speed;
    to.ends.push(to.freeMs);
  };

  let turn = 0;
  for (const { serviceMs, publishAtMs } of inPublicationOrder(workload)) {
    const there = crew.filter(({ joinAtMs }) => joinAtMs <= publishAtMs);
    const next = there.length === 0 ? crew[0] : there[turn++ % there.length];
    if (next) give(waits ? soonest(crew) : next, serviceMs, publishAtMs);
  }
  const endMs = Math.max(...crew.map(({ freeMs }) => freeMs));
  const afterFaults = faults.flatMap((fault) => {
    if (fault.type !== "act-on-worker" || fault.action.type !== "kill") return [];
    const { worker, atMs } = fault;
    const victim = crew.find((one) => one.worker === worker);
    const others = crew.filter((one) => one !== victim);
    if (!victim || others.length === 0 || strategy.ack === "auto") return [];
    const reached = Math.max(...victim.ends.filter((end) => end <= atMs));
    give(soonest(others), (victim.freeMs - reached) * victim.speed, atMs);
    return others.map(({ freeMs }) => freeMs);
  });
  return Math.max(endMs, ...afterFaults);
}

/** The next whole second after `ms`, coarser for long runs. */
function roomAfter(ms: number): number {
  const stepMs = ms < 60_000 ? 1000 : ms < 300_000 ? 5000 : 60_000;
  return (Math.floor(ms / stepMs) + 1) * stepMs;
}

/** The next of 10, 12.5, 15, 20, 25, 30, 40, 50, 60, 80 times a power of ten, in seconds. */
function nextStep(ms: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(ms, 10_000)));
  const step = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12.5].find((s) => s * decade > ms * 1.02);
  return (step ?? 15) * decade;
}
