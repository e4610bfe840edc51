import type { Logged, RunEvent } from "#shared/run-log/run-event.ts";
import type { AtMs } from "#shared/kernel/moment.ts";
import type { ArmId, Fault, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { stillPlanned, type NumberedTask } from "#shared/scenario/workload.ts";
import { isPresent } from "#workers/machine/worker-state.ts";
import { act, comeBack, tells } from "./as-told.ts";
import { PLANNED_HOPS, type SimulatedArm } from "./simulated-arm.ts";
import { HOPS_TO_ATTACH, type Said, type SimulatedWorker } from "./simulated-worker.ts";
import type { Simulation } from "./simulation.ts";

type Of<Type extends RunEvent["type"]> = Extract<Logged, { readonly type: Type }>;

interface Outage {
  readonly kill: boolean;
  readonly hasBegun: boolean;
}

/** By arm and task, who received it, the first time first. */
export function receiversIn(log: readonly Logged[]): (arm: ArmId) => Map<number, string[]> {
  const byArm = new Map<ArmId, Map<number, string[]>>();
  const receivers = (arm: ArmId) => {
    const known = byArm.get(arm) ?? new Map<number, string[]>();
    byArm.set(arm, known);
    return known;
  };
  for (const event of log) {
    if (event.type !== "received") continue;
    const ofArm = receivers(event.arm);
    ofArm.set(event.task, [...(ofArm.get(event.task) ?? []), event.worker]);
  }
  return receivers;
}

/**
 * Takes a simulation to where a log ends: what the log tells happens when it tells, and what comes of it by itself
 * is checked off against it.
 */
export class LogFollower {
  readonly #log: readonly Logged[];
  /** What has happened by itself, and the log has not told so far. */
  #untold: RunEvent[] = [];
  readonly #stopped = new Set<Fault>();
  /** The broker is being restarted, or has gone by itself. */
  #outage: Outage | null = null;

  constructor(log: readonly Logged[]) {
    this.#log = log;
  }

  /** What the simulation says while it follows. */
  readonly note = (event: RunEvent): void => {
    this.#untold.push(event);
  };

  /** @returns what has happened and is in no log: to be told first. */
  follow(simulation: Simulation): readonly RunEvent[] {
    for (const event of this.#log) {
      this.#stopWhoWasToldTo(simulation, event);
      if (this.#checkOff(event)) continue;
      this.#happen(simulation, event);
      this.#checkOff(event);
    }
    const { nowHops } = simulation.agenda;
    const endMs = this.#log.at(-1)?.atMs ?? 0;
    this.#arriveBefore(simulation, endMs, nowHops);
    simulation.agenda.moveOn(endMs, nowHops);
    return this.#untold;
  }

  /** A restart the log breaks off in goes on. */
  endOutage(simulation: Simulation): void {
    if (this.#outage === null) return;
    if (!this.#outage.hasBegun) simulation.stopBroker();
    simulation.startBroker(this.#outage.kill);
  }

  /** What was published in one arm is published in all. Only the last moment's may be missing somewhere. */
  evenOut({ agenda, arms }: Simulation): void {
    const last = this.#log.filter((one) => one.type === "published" && one.atMs === agenda.nowMs);
    const missing = new Map<number, Of<"published">>();
    for (const one of last) if (one.type === "published") missing.set(one.task, one);
    for (const { task, text, serviceMs, atMs } of missing.values()) {
      for (const arm of arms) {
        const has = last.some(
          (one) => one.type === "published" && one.task === task && one.arm === arm.arm,
        );
        if (!has) arm.publish({ task, text, serviceMs: serviceMs ?? 0, publishAtMs: atMs });
      }
    }
  }

  /** Planned tasks the log does not have yet, numbered after those it has. */
  restOf(simulation: Simulation): readonly NumberedTask[] {
    const published = new Map<TaskNumber, AtMs>();
    for (const one of this.#log) {
      if (one.type === "published" && !published.has(one.task)) published.set(one.task, one.atMs);
    }
    return stillPlanned(simulation.scenario.workload, published.values()).map((planned, i) => ({
      ...planned,
      task: (published.size + i + 1) as TaskNumber,
    }));
  }

  /** Faults the log does not have yet. Of those of its last moment, the ones it doesn't tell of. */
  faultsAfter({ scenario }: Simulation): readonly Fault[] {
    const endMs = this.#log.at(-1)?.atMs ?? 0;
    const last = this.#log.filter(({ atMs }) => atMs === endMs);
    return scenario.faults.filter(
      (fault) =>
        fault.atMs > endMs || (fault.atMs === endMs && !last.some((one) => tells(one, fault))),
    );
  }

  #checkOff(event: Logged): boolean {
    const at = this.#untold.findIndex((one) => isSame(one, event));
    if (at !== -1) this.#untold.splice(at, 1);
    return at !== -1;
  }

  #happen(simulation: Simulation, event: Logged): void {
    const { agenda } = simulation;
    if (!("arm" in event)) {
      this.#happenToBroker(simulation, event);
      return;
    }
    const arm = simulation.arms.find((one) => one.arm === event.arm);
    if (!arm) return;
    const worker = "worker" in event ? arm.workers.get(event.worker) : undefined;
    switch (event.type) {
      case "published":
        this.#arriveBefore(simulation, event.atMs, PLANNED_HOPS);
        agenda.moveOn(event.atMs, PLANNED_HOPS);
        arm.publish({ ...event, publishAtMs: event.atMs, serviceMs: event.serviceMs ?? 0 });
        break;
      case "worker-joined":
        this.#arriveBefore(simulation, event.atMs, Infinity);
        agenda.moveOn(event.atMs, event.atMs === 0 ? 0 : PLANNED_HOPS + HOPS_TO_ATTACH);
        if (worker) comeBack(worker);
        else arm.join(event.worker);
        break;
      case "settings-changed":
        this.#arriveBefore(simulation, event.atMs, PLANNED_HOPS);
        agenda.moveOn(event.atMs, PLANNED_HOPS);
        arm.retune(event.strategy);
        break;
      case "received":
        this.#receive(simulation, arm, event);
        break;
      case "finished":
        if (worker) this.#finish(simulation, worker, event);
        break;
      case "lost":
      case "worker-left":
        this.#arriveBefore(simulation, event.atMs, PLANNED_HOPS);
        agenda.moveOn(event.atMs, PLANNED_HOPS);
        this.#leave(arm, event);
        break;
      default:
        this.#arriveBefore(simulation, event.atMs, PLANNED_HOPS);
        agenda.moveOn(event.atMs, PLANNED_HOPS);
        if (worker) act(worker, event);
    }
  }

  #happenToBroker(simulation: Simulation, event: Logged): void {
    const isRestart = event.type === "broker-restart-asked";
    if (!isRestart && event.type !== "broker-stopped" && event.type !== "broker-started") return;
    this.#arriveBefore(simulation, event.atMs, PLANNED_HOPS);
    simulation.agenda.moveOn(event.atMs, PLANNED_HOPS);
    const kill = this.#outage?.kill ?? true;
    if (isRestart) this.#outage = { kill: event.kill, hasBegun: false };
    else if (event.type === "broker-stopped") {
      this.#outage = { kill, hasBegun: true };
      simulation.stopBroker();
    } else {
      this.#outage = null;
      simulation.startBroker(kill);
    }
  }

  #receive(simulation: Simulation, arm: SimulatedArm, event: Of<"received">): void {
    const { agenda } = simulation;
    const isIt = (worker: WorkerId, task: number | undefined) =>
      worker === event.worker && task === event.task;
    let hasExpired = false;
    for (;;) {
      const found = arm.toWorkers.take(({ line, task }) =>
        isIt(line.worker.state.who.worker, task?.task),
      );
      if (found) {
        const isNow = found.ms === event.atMs;
        this.#arriveBefore(simulation, event.atMs, isNow ? found.hops : PLANNED_HOPS);
        agenda.moveOn(event.atMs, isNow ? found.hops : 0);
        found.item.line.worker.hear(found.item);
        return;
      }
      if (arm.toBroker.firstMs > event.atMs) {
        if (hasExpired) return;
        agenda.moveOn(event.atMs, 0);
        arm.queue.expire();
        hasExpired = true;
        continue;
      }
      agenda.moveOn(arm.toBroker.firstMs, arm.toBroker.firstHops);
      arm.toBroker.arriveFirst();
    }
  }

  #finish(
    simulation: Simulation,
    worker: SimulatedWorker,
    { atMs, task, attempt }: Of<"finished">,
  ): void {
    const { state, due } = worker;
    if (!isPresent(state)) return;
    const done = state.running.find((one) => one.task === task && one.attempt === attempt);
    if (!done) return;
    const hops = due?.ms === atMs ? due.hops : 0;
    this.#arriveBefore(simulation, atMs, hops);
    simulation.agenda.moveOn(atMs, hops);
    worker.finish(done);
  }

  #leave(arm: SimulatedArm, event: Of<"lost"> | Of<"worker-left">): void {
    if (event.type === "worker-left") {
      const worker = arm.workers.get(event.worker);
      if (event.how === "killed") worker?.tell({ type: "kill" });
      else if (event.how === "stopped") worker?.tell({ type: "stop" });
      else if (event.how === "missed-heartbeats") worker?.beGivenUp();
      else arm.loseBroker();
      return;
    }
    // What its queue drops comes of its being given back.
    if (event.why === "delivery-limit") return;
    if (event.why === "auto-acked-work-failed") {
      for (const worker of arm.workers.values()) worker.finishTask(event.task);
      return;
    }
    // Lost with its worker, whose going is told next.
    if (this.#outage !== null || this.#goesNext(event)?.how === "broker-lost") {
      arm.loseBroker();
      return;
    }
    for (const worker of arm.workers.values()) {
      const { state } = worker;
      if (!isPresent(state)) continue;
      const had = [...state.running, ...state.held].some(({ task }) => task === event.task);
      if (had) worker.tell({ type: "kill" });
    }
  }

  #goesNext({ arm, seq }: Of<"lost">): Of<"worker-left"> | undefined {
    return this.#log.find(
      (one): one is Of<"worker-left"> =>
        one.seq > seq && one.type === "worker-left" && one.arm === arm,
    );
  }

  /** What was on its way to a broker is there; so are its answers. */
  #arriveBefore({ agenda, arms }: Simulation, ms: number, hops: number): void {
    for (;;) {
      const [first] = arms
        .map(({ toBroker }) => toBroker)
        .filter((lane) => lane.isBefore(ms, hops, 0))
        .sort((a, b) => (a.isBefore(b.firstMs, b.firstHops, b.firstOrder) ? -1 : 1));
      if (first === undefined) break;
      agenda.moveOn(first.firstMs, first.firstHops);
      first.arriveFirst();
    }
    for (const { toWorkers } of arms) {
      for (let said = toWorkers.take(isAnswer); said; said = toWorkers.take(isAnswer)) {
        said.item.line.worker.hear(said.item);
      }
    }
  }

  /** That somebody is to go is seen in no log at once. */
  #stopWhoWasToldTo(simulation: Simulation, { type, atMs }: Logged): void {
    for (const fault of simulation.scenario.faults) {
      if (fault.type !== "act-on-worker" || fault.action.type !== "stop") continue;
      if (this.#stopped.has(fault) || fault.atMs > atMs) continue;
      if (fault.atMs === atMs && (type === "published" || type === "confirmed")) continue;
      this.#stopped.add(fault);
      for (const arm of simulation.arms) {
        this.#arriveBefore(simulation, fault.atMs, PLANNED_HOPS);
        simulation.agenda.moveOn(fault.atMs, PLANNED_HOPS);
        arm.act(fault.worker, fault.action);
      }
    }
  }
}

/** Not a message to somebody who is there, which comes when the log says. */
function isAnswer({ task, line }: Said): boolean {
  return task === null || !isPresent(line.worker.state);
}

const NAMES = ["arm", "worker", "task", "attempt"] as const;

function isSame(one: RunEvent, other: RunEvent): boolean {
  if (one.type !== other.type) return false;
  const [a, b] = [one, other] as unknown as Record<string, unknown>[];
  return NAMES.every((name) => a?.[name] === b?.[name]);
}
