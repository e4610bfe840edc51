import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { ConsumerSettings } from "./consumer.ts";
import { Worker } from "./worker.ts";
import type { WorkClock } from "./work.ts";

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
  #retuning: Promise<void> = Promise.resolve();
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
      await Promise.all(crew.map((worker) => worker.connect()));
    } catch (error) {
      await Promise.all(crew.map((worker) => worker.close()));
      throw error;
    }
    for (const worker of crew) await worker.join();
  }

  /** What the worker can do about it now; what takes time goes on after this returns. */
  act(id: WorkerId, action: WorkerAction): Acted {
    const worker = this.#workers.get(id);
    if (!worker || worker.left === "run over") return "no-such-worker";
    if (action.type === "restart") return this.#restart(worker);
    if (action.type === "resume" && worker.abandoned) return this.#comeBackLate(worker);
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
   * what it holds, so that nothing goes to a worker that is still on the old ones.
   */
  retune(settings: ConsumerSettings): Promise<void> {
    this.#settings = settings;
    return this.#betweenConsumers(() => Promise.resolve());
  }

  /** Lets `act` see the queue while nobody consumes and nothing is on its way to a worker. */
  whileSuspended(act: () => Promise<void>): Promise<void> {
    return this.#betweenConsumers(act);
  }

  /** Every worker that is left loses the broker. */
  loseBroker(): void {
    for (const worker of this.#workers.values()) worker.loseBroker();
  }

  /** Those the broker's going took come back, to the broker at `url`. */
  async rejoin(url: string): Promise<void> {
    this.#url = url;
    const lost = [...this.#workers.values()].filter(({ left }) => left === "broker-lost");
    await this.join(lost.map(({ id, speed }) => ({ worker: id, speed })));
  }

  /** The run is over: all stop consuming, then all go. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#retuning;
    const crew = [...this.#workers.values()];
    await Promise.all(crew.map((worker) => worker.suspend()));
    await Promise.all(crew.map((worker) => worker.close()));
  }

  /** A broker that can't be reached is lost, which the publisher's connection tells. */
  #restart(worker: Worker): Acted {
    worker.kill();
    const { id, speed } = worker;
    void this.join([{ worker: id, speed }]).catch(() => undefined);
    return "done";
  }

  #comeBackLate({ id, speed, abandoned }: Worker): Acted {
    const worker = this.#hire({ worker: id, speed });
    void worker
      .connect()
      .then(() => (abandoned ? worker.joinLate(abandoned) : undefined))
      .catch(() => worker.close());
    return "done";
  }

  #betweenConsumers(act: () => Promise<void>): Promise<void> {
    const settings = this.#settings;
    this.#retuning = this.#retuning.then(async () => {
      const crew = [...this.#workers.values()];
      await Promise.all(crew.map((worker) => worker.suspend()));
      await act();
      for (const worker of crew) if (!this.#closed) await worker.resume(settings);
    });
    return this.#retuning;
  }

  #hire({ worker: id, speed }: Recruit): Worker {
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
