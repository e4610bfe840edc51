import { Pool, Publisher, type Refusal } from "#workers";
import { ok, type Result } from "#shared/kernel/result.ts";
import type { CountMismatch, RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import { brokerExpectedCount } from "#shared/run/broker-count.ts";
import type { Arm, ArmId, PlannedWorker, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import { pause, type WallClock } from "../wall-clock.ts";
import type { LabClock } from "./lab-clock.ts";
import { whatBrokerLost } from "./what-broker-lost.ts";

export interface ArmRunnerOptions {
  /** Where the run begins; a broker that comes back may be elsewhere. */
  readonly url: string;
  readonly queue: string;
  readonly plan: Arm;
  /** Begins the names of its connections. */
  readonly label: string;
}

export interface ArmRunnerPorts {
  readonly report: (event: RunEvent) => void;
  readonly state: () => ArmState;
  readonly clock: LabClock;
  readonly wall: WallClock;
  readonly onLost: (reason: string) => void;
}

/** How long a queue may take to count what went back to it when its consumers went. */
const SETTLE_MS = 2000;
const SETTLE_POLL_MS = 20;

/** One arm of a run at the broker: its queue, its publisher, its workers. */
export class ArmRunner {
  readonly arm: ArmId;
  #options: ArmRunnerOptions;
  #ports: ArmRunnerPorts;
  #strategy: Strategy;
  #publisher: Publisher | null = null;
  #pool: Pool;
  #declared = false;
  /** What could not be sent when its moment came, because the broker was gone. */
  #unsent: NumberedTask[] = [];

  constructor(options: ArmRunnerOptions, ports: ArmRunnerPorts) {
    const { plan, url, queue, label } = options;
    this.arm = plan.arm;
    this.#options = options;
    this.#ports = ports;
    this.#strategy = plan.strategy;
    this.#pool = new Pool(
      {
        url,
        queue,
        arm: plan.arm,
        settings: plan.strategy,
        connectionName: (worker) => `${label} ${worker}`,
      },
      {
        report: ports.report,
        clock: ports.clock,
        knows: (task) => ports.state().tasks[task - 1] !== undefined,
      },
    );
  }

  /** The workers planned for it. */
  get crew(): readonly PlannedWorker[] {
    return this.#options.plan.workers;
  }

  get pool(): Pool {
    return this.#pool;
  }

  get unsent(): number {
    return this.#unsent.length;
  }

  get isConnected(): boolean {
    return this.#publisher?.isOpen === true;
  }

  /** @throws Error when the broker cannot be reached. */
  async connect(url: string): Promise<void> {
    const { queue, label } = this.#options;
    this.#publisher?.kill();
    this.#publisher = await Publisher.connect(
      { url, connectionName: `${label} publisher`, arm: this.arm, queue },
      {
        report: this.#ports.report,
        onLost: ({ reason }) => {
          this.#ports.onLost(reason);
        },
      },
    );
  }

  /** @returns how many messages the queue holds already. @throws Error when the broker is lost. */
  async declare(): Promise<Result<number, Refusal>> {
    const { durable } = this.#strategy;
    const { queue } = this.#options;
    const { arm } = this;
    const declared = await this.#connected().declare(durable);
    if (!declared.ok) {
      this.#ports.report({ type: "declare-refused", arm, queue, durable, ...declared.error });
      return declared;
    }
    this.#declared = true;
    this.#ports.report({ type: "queue-declared", arm, queue, durable });
    return ok(declared.value.messageCount);
  }

  /** @throws Error when the broker cannot be reached. */
  join(workers: readonly Pick<PlannedWorker, "worker" | "speed">[]): Promise<void> {
    return this.#pool.join(workers);
  }

  publish(task: NumberedTask): void {
    if (!this.#publisher?.publish(task, this.#strategy.persistent)) this.#unsent.push(task);
  }

  async whenConfirmed(): Promise<void> {
    await this.#publisher?.whenConfirmed();
  }

  /** Everything but `durable`, which is the queue's for life. */
  setStrategy(strategy: Strategy): void {
    const before = this.#strategy;
    this.#strategy = { ...strategy, durable: before.durable };
    const { arm } = this;
    this.#ports.report({ type: "settings-changed", arm, strategy: this.#strategy });
    if (before.prefetch === strategy.prefetch && before.ack === strategy.ack) return;
    void this.#pool.retune(strategy);
  }

  /** Every worker dies with the broker; what it held under auto-ack dies with it. */
  loseBroker(): void {
    this.#pool.loseBroker();
    this.#publisher?.kill();
  }

  /** After `connect` and `declare`: says what the broker lost, sends what waited, lets the workers in. */
  async recover(url: string, messageCount: number): Promise<void> {
    const { arm } = this;
    for (const task of whatBrokerLost(this.#ports.state(), messageCount)) {
      this.#ports.report({ type: "lost", arm, task, why: "broker-lost-it" });
    }
    for (const task of this.#unsent.splice(0)) this.publish(task);
    await this.#pool.rejoin(url);
  }

  /** Takes the workers out, then compares the log's count with the broker's own. */
  async settle(): Promise<CountMismatch | null> {
    await this.#pool.close();
    if (!this.#declared) return null;
    const expected = brokerExpectedCount(this.#ports.state());
    const counted = await this.#countUntil(expected);
    return counted === expected ? null : { arm: this.arm, expected, counted };
  }

  /** Leaves nothing behind. */
  async close(): Promise<void> {
    await this.#pool.close();
    if (this.isConnected) await this.#publisher?.deleteQueue();
    await this.#publisher?.close();
  }

  /** What a consumer gave up takes the broker a moment to count again. */
  async #countUntil(expected: number): Promise<number | null> {
    const { wall } = this.#ports;
    const giveUpMs = wall.nowMs() + SETTLE_MS;
    for (;;) {
      const counted = this.isConnected ? await this.#connected().count() : null;
      if (counted === expected || counted === null || wall.nowMs() >= giveUpMs) return counted;
      await pause(wall, SETTLE_POLL_MS);
    }
  }

  #connected(): Publisher {
    if (!this.#publisher) throw new Error(`Arm ${this.arm} is not connected`);
    return this.#publisher;
  }

  /** Whether `worker` is there and has not been told to leave. */
  hasStaying(worker: WorkerId): boolean {
    return this.#pool.staying.includes(worker);
  }
}
