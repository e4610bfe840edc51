import type { Release } from "#broker/core/release.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { Arm, ArmId, PlannedWorker, WorkerId } from "#shared/scenario/scenario.ts";
import { keepsDead, retries } from "#shared/scenario/dead-letters.ts";
import { outlivesBroker, queueSettingsOf } from "#shared/scenario/queue-settings.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import { isStuck, newWorker } from "#workers/machine/worker-state.ts";
import type { Agenda } from "./agenda.ts";
import type { Lane } from "./lane.ts";
import { SimulatedQueue, type NewDispatcher } from "./simulated-queue.ts";
import type { Sink } from "./sink.ts";
import { SimulatedWorker, type Asked, type Said, type WorkerDeps } from "./simulated-worker.ts";

/** What is planned for a moment comes before what comes of things: at no hop (DS2). */
export const PLANNED_HOPS = -1;

export interface ArmDeps {
  readonly agenda: Agenda;
  /** How long a worker's words take to the broker, and the broker's to a worker. Lab time. */
  readonly ackDelayMs: number;
  readonly deliveryDelayMs: number;
  readonly patienceMs: number;
  readonly sink: Sink;
  readonly newDispatcher: NewDispatcher | undefined;
  readonly release: Release;
}

/** One arm of a run: its queue, its publisher, its workers. */
export class SimulatedArm {
  readonly arm: ArmId;
  readonly workers = new Map<WorkerId, SimulatedWorker>();
  readonly toBroker: Lane<Asked>;
  readonly toWorkers: Lane<Said>;
  readonly #sink: Sink;
  readonly #deps: WorkerDeps;
  readonly #awaited: Map<WorkerId, PlannedWorker>;
  /** Deliveries so far, by task. */
  readonly #attempts: number[] = [];
  /** Published and not settled. */
  #open = 0;
  #strategy: Strategy;

  constructor(plan: Arm, { agenda, newDispatcher, release, sink, ...delays }: ArmDeps) {
    this.arm = plan.arm;
    this.#sink = sink;
    this.#strategy = plan.strategy;
    this.#awaited = new Map(plan.workers.map((planned) => [planned.worker, planned]));
    this.toBroker = agenda.lane(
      delays.ackDelayMs,
      (asked) => {
        asked.line.worker.obey(asked);
      },
      ({ line }) => line,
    );
    this.toWorkers = agenda.lane(delays.deliveryDelayMs, (said) => {
      said.line.worker.hear(said);
    });
    this.#deps = {
      agenda,
      patienceMs: delays.patienceMs,
      toBroker: this.toBroker,
      toWorkers: this.toWorkers,
      queue: new SimulatedQueue(plan.strategy, {
        nowMs: () => agenda.nowMs,
        wakeAt: (atMs, wake) => {
          agenda.at(Math.max(atMs, agenda.nowMs), agenda.nowHops, wake);
        },
        newDispatcher,
        release,
      }),
      reports: {
        received: (who, receipt) => {
          sink.received(who, receipt, agenda.nowMs);
        },
        attempt: (stage, who, attempt) => {
          if (stage === (attempt.ack === "auto" ? "finished" : "acked")) this.#open -= 1;
          sink.attempt(stage, who, attempt, agenda.nowMs);
        },
        report: this.#report,
      },
      nextAttempt: ({ task }) => (this.#attempts[task] = (this.#attempts[task] ?? 0) + 1),
    };
  }

  /** Whether every task published has met its end, and nobody is at one that is somebody else's. */
  get isSettled(): boolean {
    return this.#open === 0;
  }

  get queue(): SimulatedQueue {
    return this.#deps.queue;
  }

  /** Attaches who is there from the start, and is not yet. */
  joinFirst(): void {
    for (const { worker, joinAtMs } of [...this.#awaited.values()]) {
      if (joinAtMs <= 0) this.join(worker);
    }
  }

  readonly #report = (event: RunEvent): void => {
    if (settles(event, this.#strategy)) this.#open -= 1;
    this.#sink.event(event, this.#deps.agenda.nowMs);
  };

  declare(): void {
    const { arm } = this;
    const settings = queueSettingsOf(this.#strategy);
    const { refusal } = this.queue;
    if (refusal)
      this.#report({ type: "declare-refused", arm, queue: arm, ...settings, ...refusal });
    else this.#report({ type: "queue-declared", arm, queue: arm, ...settings });
  }

  /** Those that are still to come, when their time comes. */
  scheduleJoins(): void {
    const { agenda } = this.#deps;
    for (const { worker, joinAtMs } of this.#awaited.values()) {
      agenda.at(joinAtMs, PLANNED_HOPS, () => {
        this.#hire(worker).tell({ type: "come" });
      });
    }
  }

  publish(planned: NumberedTask): void {
    const { queue, agenda } = this.#deps;
    const { arm } = this;
    const { persistent, confirms } = this.#strategy;
    this.#open += 1;
    this.#sink.published(arm, planned, persistent, agenda.nowMs);
    queue.publish(planned, this.#strategy);
    if (confirms) this.#report({ type: "confirmed", arm, task: planned.task });
  }

  /** As at a broker, all stop consuming before the first consumes anew; it takes no lab time. */
  retune(strategy: Strategy): void {
    const { arm } = this;
    const { prefetch, ack } = strategy;
    const isSame = prefetch === this.#strategy.prefetch && ack === this.#strategy.ack;
    this.#strategy = strategy;
    this.#report({ type: "settings-changed", arm, strategy });
    if (isSame) return;
    const able = [...this.workers.values()].filter(({ state }) => !isStuck(state));
    for (const worker of able) worker.tell({ type: "suspend" });
    this.toBroker.arriveAll();
    // What was on its way to them is theirs to give back.
    this.toWorkers.arriveAll();
    for (const worker of able) {
      worker.tell({ type: "consume", settings: { prefetch, ack } });
      this.toBroker.arriveAll();
    }
  }

  act(worker: WorkerId, action: WorkerAction): void {
    const awaited = this.#awaited.get(worker);
    if (awaited && action.type === "set-speed") {
      this.#awaited.set(worker, { ...awaited, speed: action.speed });
    }
    this.workers.get(worker)?.tell(action);
  }

  /** Attaches it at once: it is connected already. */
  join(worker: WorkerId): void {
    const joining = this.#hire(worker);
    joining.tell({ type: "come" });
    joining.tell({ type: "attach" });
  }

  #hire(worker: WorkerId): SimulatedWorker {
    const { arm } = this;
    const { speed = 1, concurrency = 1 } = this.#awaited.get(worker) ?? {};
    this.#awaited.delete(worker);
    const { prefetch, ack } = this.#strategy;
    const who = { arm, worker, concurrency };
    const hired = new SimulatedWorker(newWorker(who, { prefetch, ack }, { speed }), this.#deps);
    this.workers.set(worker, hired);
    return hired;
  }

  /** Everybody loses the broker. What they held is ready again. */
  loseBroker(): void {
    for (const worker of this.workers.values()) worker.detach();
    for (const worker of this.workers.values()) worker.loseBroker();
  }

  /** Of what was ready, only what is on disk is there again. After its death it takes all for redelivered. */
  recover(kill: boolean): void {
    const { queue } = this.#deps;
    const { arm } = this;
    if (!outlivesBroker(this.#strategy)) {
      for (const { task } of queue.drain()) {
        this.#report({ type: "lost", arm, task, why: "broker-lost-it" });
      }
    } else if (kill) queue.flagAll();
    if (this.#strategy.persistent) return;
    for (const { task } of queue.drainDead()) {
      this.#report({ type: "lost", arm, task, why: "broker-lost-it" });
    }
  }

  /** Those the broker's going took come back, in the order they first came. */
  rejoin(): void {
    for (const worker of this.workers.values()) {
      const { state } = worker;
      if (state.is !== "away" || state.returns !== "when-there-is-a-broker") continue;
      worker.tell({ type: "come" });
    }
  }
}

/** Without its work being done. */
function settles(event: RunEvent, strategy: Strategy): boolean {
  switch (event.type) {
    case "lost":
      return true;
    case "dead-lettered":
      return !retries(strategy);
    case "rejected":
    case "nacked":
      return !event.requeue && !keepsDead(strategy);
    default:
      return false;
  }
}
