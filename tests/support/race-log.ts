import { moment } from "#shared/kernel/moment.ts";
import type { Logged, RunEvent, RunId, Seq } from "#shared/run-log/run-event.ts";
import type { Arm, Scenario, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { inPublicationOrder } from "#shared/scenario/workload.ts";

interface Timed {
  readonly atMs: number;
  readonly event: RunEvent;
}

interface Crew {
  readonly worker: WorkerId;
  readonly speed: number;
  readonly held: TaskNumber[];
  running: TaskNumber | null;
  unacked: number;
  alive: boolean;
}

/**
 * The log a correct dispatcher would write of `scenario`, without a broker: deals in turn up to the
 * prefetch limit, workers take one task at a time. A fixture for tests, not the simulation.
 *
 * @param untilMs leaves out what happens later; the run is then still on.
 */
export function raceLog(scenario: Scenario, { untilMs = Infinity } = {}): Logged[] {
  const opened: RunEvent = {
    type: "run-opened",
    formatVersion: 2,
    release: null,
    runId: "R1" as RunId,
    scenario,
    broker: { kind: "embedded", product: "Dispatch Lab", version: "0" },
  };
  const timed = scenario.arms
    .flatMap((arm) => raceArm(arm, scenario))
    .toSorted((a, b) => a.atMs - b.atMs);
  const endMs = timed.at(-1)?.atMs ?? 0;
  const leaving = scenario.arms.flatMap((arm) => survivors(arm, timed, endMs));
  const closed: RunEvent = { type: "run-closed", outcome: "finished", mismatches: [] };
  return [{ atMs: 0, event: opened }, ...timed, ...leaving, { atMs: endMs, event: closed }]
    .filter(({ atMs }) => atMs <= untilMs)
    .map(({ event, atMs }, i): Logged => ({ ...event, seq: (i + 1) as Seq, atMs: moment(atMs) }));
}

function survivors({ arm, workers }: Arm, log: readonly Timed[], atMs: number): Timed[] {
  const has = (type: RunEvent["type"], worker: WorkerId) =>
    log.some(
      ({ event }) =>
        event.type === type && "worker" in event && event.arm === arm && event.worker === worker,
    );
  return workers
    .filter(({ worker }) => has("worker-joined", worker) && !has("worker-left", worker))
    .map(({ worker }) => ({ atMs, event: { type: "worker-left", arm, worker, how: "stopped" } }));
}

function raceArm({ arm, strategy, workers }: Arm, scenario: Scenario): Timed[] {
  const log: Timed[] = [];
  const agenda: { readonly atMs: number; readonly act: () => void }[] = [];
  const serviceMs = new Map<TaskNumber, number>();
  const deliveries = new Map<TaskNumber, number>();
  const ready: TaskNumber[] = [];
  const turn: Crew[] = [];
  const auto = strategy.ack === "auto";
  const limit = auto || strategy.prefetch === "unlimited" ? Infinity : strategy.prefetch;
  const crew: Crew[] = [];
  let nowMs = 0;

  const say = (event: RunEvent) => log.push({ atMs: nowMs, event });
  const at = (atMs: number, act: () => void) => agenda.push({ atMs, act });
  const ref = (task: TaskNumber, { worker }: Crew) => ({
    arm,
    task,
    worker,
    attempt: deliveries.get(task) ?? 0,
  });

  const start = (one: Crew) => {
    const task = one.running === null && one.alive ? one.held.shift() : undefined;
    if (task === undefined) return;
    one.running = task;
    say({ type: "started", ...ref(task, one) });
    at(nowMs + (serviceMs.get(task) ?? 0) / one.speed, () => {
      if (one.alive) finish(one, task);
    });
  };
  const finish = (one: Crew, task: TaskNumber) => {
    say({ type: "finished", ...ref(task, one) });
    one.running = null;
    if (!auto) {
      say({ type: "acked", ...ref(task, one) });
      if (one.unacked-- === limit) turn.push(one);
    }
    start(one);
  };
  const dispatch = () => {
    for (let one = turn[0]; one && ready.length > 0; one = turn[0]) {
      turn.shift();
      const task = ready.shift() ?? (0 as TaskNumber);
      deliveries.set(task, (deliveries.get(task) ?? 0) + 1);
      const redelivered = ref(task, one).attempt > 1;
      say({ type: "received", ...ref(task, one), redelivered, ack: strategy.ack });
      one.held.push(task);
      if (++one.unacked < limit) turn.push(one);
      start(one);
    }
  };
  const kill = (one: Crew) => {
    const had = [...(one.running === null ? [] : [one.running]), ...one.held];
    one.alive = false;
    if (turn.includes(one)) turn.splice(turn.indexOf(one), 1);
    if (auto)
      had.forEach((task) => say({ type: "lost", arm, task, why: "auto-acked-worker-gone" }));
    else ready.splice(0, ready.length, ...[...ready, ...had].sort((a, b) => a - b));
    say({ type: "worker-left", arm, worker: one.worker, how: "killed" });
  };

  say({ type: "queue-declared", arm, queue: `race.${arm}`, durable: strategy.durable });
  for (const fault of scenario.faults) {
    if (fault.type !== "act-on-worker" || fault.action.type !== "kill") {
      throw new Error("This fixture knows no fault but a kill");
    }
    at(fault.atMs, () => {
      const victim = crew.find((one) => one.worker === fault.worker && one.alive);
      if (victim) kill(victim);
    });
  }
  for (const { worker, speed, joinAtMs } of workers) {
    at(joinAtMs, () => {
      const one: Crew = { worker, speed, held: [], running: null, unacked: 0, alive: true };
      crew.push(one);
      turn.push(one);
      say({ type: "worker-joined", arm, worker, speed });
    });
  }
  for (const planned of inPublicationOrder(scenario.workload)) {
    const { task, text } = planned;
    at(planned.publishAtMs, () => {
      serviceMs.set(task, planned.serviceMs);
      ready.push(task);
      const { persistent } = strategy;
      say({ type: "published", arm, task, text, serviceMs: planned.serviceMs, persistent });
      say({ type: "confirmed", arm, task });
    });
  }

  while (agenda.length > 0) {
    const dueMs = agenda.reduce((least, { atMs }) => Math.min(least, atMs), Infinity);
    const [next] = agenda.splice(
      agenda.findIndex(({ atMs }) => atMs === dueMs),
      1,
    );
    nowMs = dueMs;
    next?.act();
    dispatch();
  }
  return log;
}
