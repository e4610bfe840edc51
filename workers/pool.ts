import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId, PlannedWorker, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { pause, type WallClock } from "#shared/kernel/wall-clock.ts";
import { Awaited, type Recruit } from "./awaited.ts";
import { Comebacks } from "./comebacks.ts";
import type { DeliveryLimit } from "./machine/delivery-limit.ts";
import { TimedWork, type WorkClock } from "./machine/timed-work.ts";
import {
  isPresent,
  isStuck,
  wouldComeBack,
  type ConsumerSettings,
} from "./machine/worker-state.ts";
import { Worker, type ArmTasks } from "./worker.ts";

export interface PoolOptions {
  readonly url: string;
  readonly queue: string;
  readonly arm: ArmId;
  readonly settings: ConsumerSettings;
  readonly connectionName: (worker: WorkerId) => string;
  /** Who is to come, and when: see `joinDue`. */
  readonly planned?: readonly PlannedWorker[];
}

/** Lab time, as far as workers need it. */
export interface PoolClock extends WorkClock {
  /** What `act` does happens at one moment of lab time. */
  readonly moment: (act: () => void) => void;
}

export interface PoolDeps {
  readonly report: (event: RunEvent) => void;
  readonly clock: PoolClock;
  readonly wall: WallClock;
  /** The broker says that there is no such queue (any more). */
  readonly onQueueLost: () => void;
  readonly tasks: ArmTasks;
  /** What its queue drops. */
  readonly limit: () => DeliveryLimit;
}

/** A broker that says nothing for so long is not waited for. */
const CLOSE_TIMEOUT_MS = 4000;

/** The workers of one arm: what concerns several of them, in which order. */
export class Pool {
  #options: PoolOptions;
  #deps: PoolDeps;
  #url: string;
  #settings: ConsumerSettings;
  /** In order of arrival; those that left included, until someone takes their name. */
  #workers = new Map<WorkerId, Worker>();
  /** Hired, and still to come. */
  #awaited: Awaited;
  /** Deliveries so far, by task. */
  #attempts: number[] = [];
  #turn: Promise<void> = Promise.resolve();
  #comebacks: Comebacks;
  /** Set once it was told that the run is over. */
  #closing: Promise<void> | null = null;

  constructor(options: PoolOptions, deps: PoolDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#url = options.url;
    this.#settings = options.settings;
    this.#comebacks = new Comebacks(deps.wall, (worker) => {
      this.#comeBack(worker);
    });
    this.#awaited = new Awaited(options.planned ?? [], (recruit) => this.#hire(recruit));
  }

  /** One that is there, was there, or is to come. */
  worker(id: WorkerId): Worker | undefined {
    return this.#awaited.worker(id) ?? this.#workers.get(id);
  }

  /** Workers that are there, or on their way, and stay. */
  get staying(): readonly WorkerId[] {
    const stays = ["connecting", "consuming", "suspended", "moving"];
    return this.#crew.filter(({ state }) => stays.includes(state.is)).map(({ id }) => id);
  }

  /**
   * Connects them all, then attaches them one after the other, in order: the first to
   * attach gets the first message.
   *
   * @throws Error when the broker cannot be reached; then they come when it can.
   */
  async join(recruits: readonly Recruit[]): Promise<void> {
    await this.#join(recruits.map((recruit) => this.#hire(recruit)));
  }

  /** Those who were to come by now. @throws Error as `join`. */
  async joinDue(): Promise<void> {
    await this.#join(this.#awaited.takeDue(this.#deps.clock.nowMs()));
  }

  /** @returns false when there is no such worker, or it is leaving already. */
  remove(id: WorkerId): boolean {
    if (this.#awaited.sendAway(id)) return true;
    return this.staying.includes(id) && this.worker(id)?.act({ type: "stop" }) === "done";
  }

  /** One more than was planned. @throws Error when the broker cannot be reached; then it never comes. */
  async add(id: WorkerId): Promise<void> {
    try {
      await this.join([{ worker: id, speed: 1 }]);
    } catch (error) {
      this.#workers.delete(id);
      throw error;
    }
  }

  /**
   * Moves every worker to the new settings. All stop consuming before the first gives back
   * what it holds, so that nothing goes to a worker that is still on the old ones: but to those
   * that are stuck, who move when they go on.
   */
  retune(settings: ConsumerSettings): Promise<void> {
    this.#settings = settings;
    const able = this.#crew.filter(({ state }) => !(isPresent(state) && isStuck(state)));
    return this.#betweenConsumers(nothing, able);
  }

  /** Lets `act` see the queue while nobody consumes and nothing is on its way to a worker. */
  whileSuspended(act: () => Promise<void>): Promise<void> {
    return this.#betweenConsumers(act);
  }

  /** There is no broker, or no queue: every worker that is left loses it, and nobody tries to come back until `rejoin`. */
  loseBroker(): void {
    this.#comebacks.close();
    for (const worker of this.#crew) worker.hear({ type: "broker-lost" });
  }

  /**
   * Those the broker's going took come back, to the broker at `url`.
   *
   * @throws Error when it cannot be reached; they come back the next time.
   */
  async rejoin(url: string): Promise<void> {
    this.#url = url;
    this.#comebacks.open();
    const lost = this.#crew.filter(({ state }) => wouldComeBack(state));
    for (const worker of lost) worker.hear({ type: "come" });
    await this.#bringIn(lost);
  }

  /** The run is over: all stop consuming, then all go. Once, however often it is asked. */
  close(): Promise<void> {
    this.#closing ??= this.#sendHome();
    return this.#closing;
  }

  async #sendHome(): Promise<void> {
    this.#comebacks.close();
    const crew = this.#crew;
    const inOrder = async () => {
      await this.#turn;
      await this.#tellAll(crew, { type: "suspend" });
      await this.#tellAll(crew, { type: "close" });
    };
    const { wall } = this.#deps;
    await Promise.race([inOrder(), pause(wall, CLOSE_TIMEOUT_MS)]);
    for (const { line } of crew) line?.carryOut({ to: "broker", do: "cut" });
  }

  get #crew(): readonly Worker[] {
    return [...this.#workers.values()];
  }

  async #tellAll(
    crew: readonly Worker[],
    stimulus: { readonly type: "suspend" | "close" },
  ): Promise<void> {
    await Promise.all(
      crew.map((worker) => {
        worker.hear(stimulus);
        return worker.answered;
      }),
    );
  }

  async #join(crew: readonly Worker[]): Promise<void> {
    if (this.#closing) return;
    for (const worker of crew) {
      worker.hear({ type: "consume", settings: this.#settings });
      worker.hear({ type: "come" });
    }
    await this.#bringIn(crew);
  }

  async #bringIn(crew: readonly Worker[]): Promise<void> {
    for (const worker of crew) {
      // Who comes last attaches last, from now on.
      this.#workers.delete(worker.id);
      this.#workers.set(worker.id, worker);
    }
    const lines = crew.map(({ line }) => line);
    const isStillOn = (worker: Worker, i: number) => worker.line === lines[i];
    try {
      await Promise.all(lines.flatMap((line) => (line ? [line.opened] : [])));
    } catch (error) {
      for (const worker of crew.filter(isStillOn)) worker.hear({ type: "broker-lost" });
      throw error;
    }
    await this.#inTurn(async () => {
      for (const worker of crew.filter(isStillOn)) {
        worker.hear({ type: "attach" });
        await worker.answered;
      }
    });
  }

  #comeBack(id: WorkerId): void {
    const worker = this.#workers.get(id);
    if (!worker || !wouldComeBack(worker.state)) return;
    worker.hear({ type: "come" });
    // In vain: it is lost once more, and tries again later.
    void this.#bringIn([worker]).catch(nothing);
  }

  #betweenConsumers(act: () => Promise<void>, some?: readonly Worker[]): Promise<void> {
    const settings = this.#settings;
    return this.#inTurn(async () => {
      const crew = some ?? this.#crew;
      await this.#tellAll(crew, { type: "suspend" });
      await act();
      for (const worker of crew) {
        if (this.#closing) return;
        worker.hear({ type: "consume", settings });
        await worker.answered;
      }
    });
  }

  /** Nobody comes while the others are between two consumers. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(act);
    return this.#turn;
  }

  #hire({ worker: id, speed, concurrency = 1 }: Recruit): Worker {
    const { arm, queue, connectionName } = this.#options;
    const { report, clock, limit, onQueueLost, tasks } = this.#deps;
    return new Worker(
      {
        who: { arm, worker: id, concurrency },
        settings: this.#settings,
        conduct: { speed },
        connectionName: connectionName(id),
        queue,
      },
      {
        report,
        tasks,
        limit,
        url: () => this.#url,
        moment: (act) => {
          clock.moment(act);
        },
        workOf: (onDone) => new TimedWork(clock, onDone),
        nextAttempt: (task) => this.#nextAttempt(task),
        onQueueLost,
        onLost: () => {
          this.#comebacks.went(id);
        },
        // A broker that can't be reached is lost, which the publisher's connection tells; who was to come, comes after that.
        onReturn: (worker) => void this.#bringIn([worker]).catch(nothing),
        onResumed: (worker) => {
          if (isSame(worker.state.settings, this.#settings)) return;
          void this.#betweenConsumers(nothing, [worker]);
        },
      },
    );
  }

  #nextAttempt(task: TaskNumber): number {
    return (this.#attempts[task] = (this.#attempts[task] ?? 0) + 1);
  }
}

function isSame(a: ConsumerSettings, b: ConsumerSettings): boolean {
  return a.prefetch === b.prefetch && a.ack === b.ack;
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
