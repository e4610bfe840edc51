import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { ConsumerSettings } from "./consumer.ts";
import type { Delivery } from "./delivery.ts";
import type { WorkClock } from "./work.ts";
import type { WorkerHabits } from "./worker-options.ts";
import { Worker } from "./worker.ts";

export interface PoolOptions {
  readonly url: string;
  readonly queue: string;
  readonly arm: ArmId;
  readonly settings: ConsumerSettings;
  readonly connectionName: (worker: WorkerId) => string;
}

export interface PoolPorts {
  readonly report: (event: RunEvent) => void;
  readonly clock: WorkClock;
  /** Whether this run has published `task` in this arm. */
  readonly knows: (task: TaskNumber) => boolean;
}

export interface Recruit {
  readonly worker: WorkerId;
  readonly speed: number;
}

/** A worker that was there before, and how it was. */
interface Returning extends Recruit {
  readonly habits?: WorkerHabits;
  readonly late?: Delivery | null;
}

const FRESH: WorkerHabits = { acking: true, paused: false };

export type Acted = "done" | "no-such-worker" | "nothing-to-give-back";

/** The workers of one arm. */
export class Pool {
  #options: PoolOptions;
  #ports: PoolPorts;
  #url: string;
  #settings: ConsumerSettings;
  /** In order of arrival; those that left included, until someone takes their name. */
  #workers = new Map<WorkerId, Worker>();
  #attempts = new Map<TaskNumber, number>();
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: PoolOptions, ports: PoolPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#url = options.url;
    this.#settings = options.settings;
  }

  /** Workers that are there and stay. */
  get staying(): readonly WorkerId[] {
    return [...this.#workers.values()].filter(({ leaving }) => !leaving).map(({ id }) => id);
  }

  /** True while some worker of that name is there, even at its last task. */
  has(worker: WorkerId): boolean {
    return this.#workers.get(worker)?.left === null;
  }

  /**
   * Connects them all, then attaches them one after the other, in order: the first to
   * attach gets the first message.
   *
   * @throws Error when the broker cannot be reached; then none of them is there.
   */
  async join(recruits: readonly Recruit[]): Promise<void> {
    if (this.#closed) return;
    const crew = recruits.map((recruit) => this.#hire(recruit));
    try {
      await this.#bringIn(crew);
    } catch (error) {
      for (const worker of crew) {
        if (this.#workers.get(worker.id) === worker) this.#workers.delete(worker.id);
      }
      throw error;
    }
  }

  /** What the worker can do about it now; what takes time goes on after this returns. */
  act(id: WorkerId, action: WorkerAction): Acted {
    const worker = this.#workers.get(id);
    if (!worker || worker.left === "run over") return "no-such-worker";
    if (action.type === "restart") return this.#restart(worker);
    if (action.type === "resume" && worker.isAbandoned) return this.#comeBack(worker);
    if (worker.left !== null) return "no-such-worker";
    switch (action.type) {
      case "kill":
        worker.kill();
        return "done";
      case "stop":
        void worker.leave();
        return "done";
      case "pause":
        worker.pause();
        return "done";
      case "hang":
        worker.hang(action.heartbeats);
        return "done";
      case "resume":
        worker.goOn();
        if (!isSame(worker.settings, this.#settings))
          void this.#betweenConsumers(nothing, [worker]);
        return "done";
      case "set-speed":
        worker.setSpeed(action.speed);
        return "done";
      case "set-acking":
        worker.setAcking(action.acking);
        return "done";
      case "nack":
      case "reject":
        return worker.giveBack(action.type, action.requeue) ? "done" : "nothing-to-give-back";
    }
  }

  /**
   * Moves every worker to the new settings. All stop consuming before the first gives back
   * what it holds, so that nothing goes to a worker that is still on the old ones: but to those
   * that are stuck, who move when they go on.
   */
  retune(settings: ConsumerSettings): Promise<void> {
    this.#settings = settings;
    const able = [...this.#workers.values()].filter(({ isStuck }) => !isStuck);
    return this.#betweenConsumers(nothing, able);
  }

  /** Lets `act` see the queue while nobody consumes and nothing is on its way to a worker. */
  whileSuspended(act: () => Promise<void>): Promise<void> {
    return this.#betweenConsumers(act);
  }

  /** Every worker that is left loses the broker. */
  loseBroker(): void {
    for (const worker of this.#workers.values()) worker.loseBroker();
  }

  /**
   * Those the broker's going took come back, to the broker at `url`.
   *
   * @throws Error when it cannot be reached; they come back the next time.
   */
  async rejoin(url: string): Promise<void> {
    this.#url = url;
    const lost = [...this.#workers.values()].filter(({ wantsBack }) => wantsBack);
    await this.#bringIn(
      lost.map(({ id, speed, habits, abandoned: late }) =>
        this.#hire({ worker: id, speed, habits, late }),
      ),
    );
  }

  /** The run is over: all stop consuming, then all go. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#turn;
    const crew = [...this.#workers.values()];
    await Promise.all(crew.map((worker) => worker.suspend()));
    await Promise.all(crew.map((worker) => worker.close()));
  }

  #restart(worker: Worker): Acted {
    worker.kill();
    const { id, speed } = worker;
    return this.#recall({ worker: id, speed });
  }

  #comeBack({ id, speed, abandoned: late }: Worker): Acted {
    return this.#recall({ worker: id, speed, late });
  }

  /** A broker that can't be reached is lost, which the publisher's connection tells; who was to come, comes after that. */
  #recall(returning: Returning): Acted {
    void this.#bringIn([this.#hire(returning)]).catch(nothing);
    return "done";
  }

  async #bringIn(crew: readonly Worker[]): Promise<void> {
    try {
      await Promise.all(crew.map((worker) => worker.connect()));
    } catch (error) {
      for (const worker of crew) worker.loseBroker();
      throw error;
    }
    await this.#inTurn(async () => {
      for (const worker of crew) await worker.join();
    });
  }

  #betweenConsumers(act: () => Promise<void>, some?: readonly Worker[]): Promise<void> {
    const settings = this.#settings;
    return this.#inTurn(async () => {
      const crew = some ?? [...this.#workers.values()];
      await Promise.all(crew.map((worker) => worker.suspend()));
      await act();
      for (const worker of crew) if (!this.#closed) await worker.resume(settings);
    });
  }

  /** Nobody comes while the others are between two consumers. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(act);
    return this.#turn;
  }

  #hire({ worker: id, speed, habits = FRESH, late = null }: Returning): Worker {
    const { arm, queue, connectionName } = this.#options;
    const worker = new Worker(
      {
        url: this.#url,
        connectionName: connectionName(id),
        queue,
        arm,
        worker: id,
        speed,
        settings: this.#settings,
        habits,
        late,
      },
      {
        report: this.#ports.report,
        clock: this.#ports.clock,
        nextAttempt: (task) => this.#nextAttempt(task),
      },
    );
    this.#workers.delete(id);
    this.#workers.set(id, worker);
    return worker;
  }

  #nextAttempt(task: TaskNumber): number | null {
    if (!this.#ports.knows(task)) return null;
    const attempt = (this.#attempts.get(task) ?? 0) + 1;
    this.#attempts.set(task, attempt);
    return attempt;
  }
}

function isSame(a: ConsumerSettings, b: ConsumerSettings): boolean {
  return a.prefetch === b.prefetch && a.ack === b.ack;
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
