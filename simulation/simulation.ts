import type { Release } from "#broker/core/release.ts";
import { releaseOf } from "#shared/run-log/broker-release.ts";
import type { BrokerIdentity, RunEvent, RunId } from "#shared/run-log/run-event.ts";
import type { ArmId, Fault, Scenario } from "#shared/scenario/scenario.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import { Agenda, type Choose } from "./agenda.ts";
import type { Lane } from "./lane.ts";
import { PLANNED_HOPS, SimulatedArm } from "./simulated-arm.ts";
import type { Sink } from "./sink.ts";
import type { NewDispatcher } from "./simulated-queue.ts";

export interface Delays {
  /** From a worker to the broker, whatever it says. Lab time, as all. */
  readonly ackDelayMs: number;
  readonly deliveryDelayMs: number;
  /** How long the broker believes in a worker that is silent: of the wall's time, so longer the faster the lab is. */
  readonly patienceMs: number;
}

export interface SimulationDeps {
  readonly sink: Sink;
  readonly choose?: Choose | undefined;
  readonly newDispatcher: (arm: ArmId) => NewDispatcher | undefined;
  readonly release: Release;
}

/** A scenario on a virtual clock. */
export class Simulation {
  readonly agenda: Agenda;
  readonly arms: readonly SimulatedArm[];
  readonly scenario: Scenario;
  readonly #deps: SimulationDeps;
  readonly #broker: BrokerIdentity;
  readonly #publications: Lane<NumberedTask>;
  /** Of them, one is on its way: the next waits until it is there. */
  #planned: readonly NumberedTask[] = [];
  #publishedCount = 0;
  /** Theirs among what is planned for one moment. */
  #order = 0;

  constructor(scenario: Scenario, delays: Delays, deps: SimulationDeps) {
    const agenda = new Agenda(deps.choose);
    this.agenda = agenda;
    this.scenario = scenario;
    this.#deps = deps;
    this.#broker = { kind: "embedded", product: "RabbitMQ", version: deps.release.version };
    this.#publications = agenda.lane(
      0,
      (task) => {
        this.#publishedCount += 1;
        this.#scheduleNext();
        this.publish(task);
      },
      () => this,
    );
    this.arms = scenario.arms.map((plan) => {
      const newDispatcher = deps.newDispatcher(plan.arm);
      return new SimulatedArm(plan, {
        ...delays,
        agenda,
        sink: deps.sink,
        newDispatcher,
        release: deps.release,
      });
    });
  }

  #report(event: RunEvent): void {
    this.#deps.sink.event(event, this.agenda.nowMs);
  }

  /** Declares the queues, attaches who is there from the start. */
  open(): void {
    const runId = "simulated" as RunId;
    const scenario = this.scenario;
    const release = releaseOf(this.#broker);
    this.#report({
      type: "run-opened",
      formatVersion: 2,
      runId,
      scenario,
      broker: this.#broker,
      release,
    });
    for (const arm of this.arms) arm.declare();
    if (this.#isRefused) return;
    for (const arm of this.arms) arm.joinFirst();
  }

  get #isRefused(): boolean {
    return this.arms.some(({ queue }) => queue.refusal !== null);
  }

  publish(task: NumberedTask): void {
    for (const arm of this.arms) arm.publish(task);
  }

  /** What is planned happens when its time comes, or now if that is over. */
  schedule(tasks: readonly NumberedTask[], faults: readonly Fault[]): void {
    const { agenda } = this;
    for (const arm of this.arms) arm.scheduleJoins();
    this.#planned = tasks;
    this.#order = agenda.newOrder();
    this.#scheduleNext();
    for (const fault of faults) {
      agenda.at(fault.atMs, PLANNED_HOPS, () => {
        if (fault.type === "restart-broker") this.#restartBroker(fault.kill);
        else for (const arm of this.arms) arm.act(fault.worker, fault.action);
      });
    }
  }

  #scheduleNext(): void {
    const task = this.#planned[this.#publishedCount];
    if (task) this.#publications.schedule(task.publishAtMs, PLANNED_HOPS, task, this.#order);
  }

  /**
   * Until everything is done, or nothing will happen any more, or later than `untilMs`. A queue that was refused is the
   * end of it, as of a run.
   *
   * @returns whether everything is done.
   */
  run(untilMs = Infinity): boolean {
    const { agenda } = this;
    if (this.#isRefused) {
      this.#report({ type: "run-closed", outcome: "failed", mismatches: [] });
      return false;
    }
    while (!this.#isDone()) if (!agenda.step(untilMs)) return false;
    this.#report({ type: "run-closed", outcome: "finished", mismatches: [] });
    return true;
  }

  /** A run without tasks is never done: it waits for what people push. */
  #isDone(): boolean {
    if (this.#publishedCount < this.#planned.length || this.scenario.workload.length === 0)
      return false;
    for (const { isSettled } of this.arms) if (!isSettled) return false;
    return true;
  }

  /** It takes no lab time, as in a run, which stands still until everything is attached again. */
  #restartBroker(kill: boolean): void {
    this.#report({ type: "broker-restart-asked", kill });
    this.stopBroker();
    this.startBroker(kill);
  }

  stopBroker(): void {
    for (const arm of this.arms) arm.loseBroker();
    this.#report({ type: "broker-stopped", reason: "" });
  }

  /** @param kill it died: it comes back with what was on disk. */
  startBroker(kill: boolean): void {
    this.#report({ type: "broker-started", broker: this.#broker });
    for (const arm of this.arms) arm.declare();
    for (const arm of this.arms) arm.recover(kill);
    for (const arm of this.arms) arm.rejoin();
  }
}
