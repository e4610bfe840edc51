import { Pool, Publisher, type PublisherLine, type QueueCounts, type Refusal } from "#workers";
import { ok, type Result } from "#shared/kernel/result.ts";
import type { CountMismatch, RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { Arm, ArmId, PlannedWorker, WorkerId } from "#shared/scenario/scenario.ts";
import {
  queueSettingsOf,
  sameQueue,
  type QueueSettings,
  type Strategy,
} from "#shared/scenario/strategy.ts";
import { freeWorkerId } from "#shared/scenario/edit-scenario.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import { ArmBurst } from "./arm-burst.ts";
import type { LabClock } from "#shared/kernel/lab-clock.ts";
import { outcomeOf } from "./outcome-of.ts";
import { Stocktaking } from "./stocktaking.ts";
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

/** One arm of a run at the broker: its queue, its publisher, its workers. */
export class ArmRunner {
  readonly arm: ArmId;
  /** Its workers, who are asked directly. */
  readonly crew: Pool;
  #options: ArmRunnerOptions;
  #ports: ArmRunnerPorts;
  #strategy: Strategy;
  /** As planned by now, for the next run: the queue that is there has its own for life. */
  #nextQueue: QueueSettings;
  #publisher: Publisher;
  /** Where the broker is now. */
  #url: string;
  #burst: ArmBurst | null = null;
  #stocktaking: Stocktaking;
  #declared = false;
  /** Whether its queue, once declared, is deleted again. */
  #cleanedUp = false;
  /** Consumers at the last look that were none of our workers. */
  #foreigners = 0;

  constructor(options: ArmRunnerOptions, ports: ArmRunnerPorts) {
    const { plan, url, queue, label } = options;
    this.arm = plan.arm;
    this.#url = url;
    this.#options = options;
    this.#ports = ports;
    this.#strategy = plan.strategy;
    this.#nextQueue = plan.strategy;
    this.#publisher = new Publisher(
      { connectionName: `${label} publisher`, arm: plan.arm, queue },
      {
        report: ports.report,
        onLost: ({ reason }) => {
          ports.onLost(reason);
        },
      },
    );
    this.crew = new Pool(
      {
        url,
        queue,
        arm: plan.arm,
        settings: plan.strategy,
        planned: plan.workers,
        connectionName: (worker) => `${label} ${worker}`,
      },
      {
        report: (event) => {
          this.#stocktaking.hear(event);
          ports.report(event);
        },
        clock: ports.clock,
        wall: ports.wall,
        knows: (task) => ports.state().tasks.at(task - 1) !== undefined,
      },
    );
    this.#stocktaking = new Stocktaking(plan.arm, plan.strategy.ack, {
      ...ports,
      count: async () => (await this.#count())?.messageCount ?? null,
      isConnected: () => this.isConnected,
      whenAnswered: () => this.whenAnswered(),
      whileSuspended: (act) => this.crew.whileSuspended(act),
    });
  }

  /** When those who come later come. Lab times. */
  get lateMs(): readonly number[] {
    return this.#options.plan.workers.map(({ joinAtMs }) => joinAtMs).filter((atMs) => atMs > 0);
  }

  get unsent(): number {
    return this.#publisher.unsent;
  }

  get isConnected(): boolean {
    return this.#publisher.line?.isOpen === true;
  }

  /** Nothing of it is left at the broker. */
  get isCleanedUp(): boolean {
    return this.#cleanedUp || !this.#declared;
  }

  /** @throws Error when the broker cannot be reached. */
  async connect(url: string): Promise<void> {
    this.#url = url;
    await this.#publisher.connect(url);
  }

  /** @returns how many messages the queue holds already. @throws Error when the broker is lost. */
  async declare(): Promise<Result<number, Refusal>> {
    const settings = queueSettingsOf(this.#strategy);
    const { queue } = this.#options;
    const { arm } = this;
    const declared = await this.#connected().declare(settings);
    if (!declared.ok) {
      this.#ports.report({ type: "declare-refused", arm, queue, ...settings, ...declared.error });
      return declared;
    }
    this.#ports.report({ type: "queue-declared", arm, queue, ...settings });
    // After an outage, what was lost is told first.
    if (!this.#declared) this.#publisher.begin(this.#strategy);
    this.#declared = true;
    return ok(declared.value.messageCount);
  }

  /**
   * Whether a change is the broker's to answer: other settings of a queue, which is there. One that names nothing
   * else declares it anew all the same.
   */
  asksForQueue(change: Partial<Strategy>): boolean {
    const asked = queueSettingsOf(change);
    const names = Object.keys(asked).length;
    if (!sameQueue({ ...this.#nextQueue, ...asked }, this.#nextQueue)) return true;
    return names > 0 && names === Object.keys(change).length;
  }

  /** Declares the queue once more; the log has what the broker says. @returns why it could not be asked. */
  redeclare(change: Partial<QueueSettings>): Promise<Result<null, string>> {
    return outcomeOf(this.#redeclare(queueSettingsOf({ ...this.#nextQueue, ...change })));
  }

  async #redeclare(settings: QueueSettings): Promise<void> {
    const { queue } = this.#options;
    const { arm } = this;
    const declared = await this.#connected().redeclare(settings);
    if (declared.ok) this.#ports.report({ type: "queue-redeclared", arm, queue, ...settings });
    else
      this.#ports.report({ type: "redeclare-refused", arm, queue, ...settings, ...declared.error });
  }

  /** @returns false when nothing was sent. */
  publishAstray(text: string, mandatory: boolean): boolean {
    const message = this.#ports.state().astray.length + 1;
    return this.#publisher.publishAstray({ message, text, mandatory }, this.#strategy);
  }

  /** @throws Error when the broker cannot be reached. */
  async beginBurst(count: number): Promise<ArmBurst> {
    const { queue, label } = this.#options;
    const mode = this.#strategy;
    const connectionName = `${label} burst`;
    const options = {
      url: this.#url,
      connectionName,
      queue: `${queue}.burst`,
      mode,
      count,
    };
    return (this.#burst = await ArmBurst.begin(this.arm, options, this.#ports));
  }

  /** From its beginning until it is counted. */
  get isBursting(): boolean {
    return this.#burst !== null;
  }

  /** Unless the broker is gone. @param isWhole it was there all the time. */
  async countBurst(isWhole: boolean): Promise<void> {
    if (!this.#burst || !this.isConnected) return;
    if (await this.#burst.count(this.#connected(), isWhole)) this.#burst = null;
  }

  /** How many consumers the queue has beside our workers: told when it changed. Never rejects. */
  async lookForForeigners(): Promise<void> {
    const before = this.#present;
    const counted = this.#declared ? await this.#count() : null;
    if (counted === null) return;
    const count = Math.max(0, counted.consumerCount - Math.max(before, this.#present));
    // Twice the same: a worker that comes or goes is counted here and there at different moments.
    const sure = count === this.#foreigners;
    this.#foreigners = count;
    if (!sure || count === this.#ports.state().foreignConsumers) return;
    this.#ports.report({ type: "foreign-consumers", arm: this.arm, count });
  }

  get #present(): number {
    return this.#ports.state().workers.filter(({ leftAtMs }) => leftAtMs === null).length;
  }

  /** A worker's name, taken by nobody in `planned` and nobody who was ever in this run. */
  nameFor(planned: readonly PlannedWorker[], wanted: WorkerId | undefined): WorkerId {
    return freeWorkerId([...planned, ...this.#ports.state().workers], wanted);
  }

  publish(task: NumberedTask): void {
    this.#publisher.publish(task, this.#strategy);
  }

  async whenAnswered(): Promise<void> {
    await this.#publisher.line?.whenAnswered();
  }

  /** Everything but what is the queue's for life. */
  changeStrategy(change: Partial<Strategy>): void {
    const before = this.#strategy;
    this.#nextQueue = { ...this.#nextQueue, ...queueSettingsOf(change) };
    const strategy = { ...before, ...change, ...queueSettingsOf(before) };
    this.#strategy = strategy;
    const { arm } = this;
    this.#ports.report({ type: "settings-changed", arm, strategy: this.#strategy });
    if (before.prefetch === strategy.prefetch && before.ack === strategy.ack) return;
    this.#stocktaking.ackedBy(strategy.ack);
    void this.crew.retune(strategy);
  }

  /** Every worker dies with the broker; what it held under auto-ack dies with it. */
  loseBroker(): void {
    this.crew.loseBroker();
    this.#publisher.kill();
  }

  /** After `connect` and `declare`: says what the broker lost. */
  async account(messageCount: number): Promise<void> {
    const { arm } = this;
    const { isInDoubt } = this.#stocktaking;
    for (const lost of whatBrokerLost(this.#ports.state(), messageCount, isInDoubt)) {
      this.#ports.report({ type: "lost", arm, ...lost });
    }
    this.#stocktaking.clear();
    await this.countBurst(false);
  }

  /** After that: sends what waited, lets the workers in. */
  async recover(url: string): Promise<void> {
    this.#publisher.begin(this.#strategy);
    await this.crew.rejoin(url);
    await this.crew.joinDue();
  }

  /** What nobody saw go is told. */
  takeStock(): Promise<void> {
    return this.#stocktaking.take();
  }

  /** While nobody consumes. */
  findLostAcks(): Promise<void> {
    return this.#stocktaking.findLostAcks();
  }

  /** Takes the workers out, compares the log's count with the broker's own, and leaves nothing behind. @see isCleanedUp */
  async settle(): Promise<CountMismatch | null> {
    await this.crew.close();
    if (!this.#declared) return null;
    const mismatch = await this.#stocktaking.settle();
    await this.#cleanUp();
    return mismatch;
  }

  /** The broker does not answer: that is its loss. */
  giveUp(reason: string): void {
    this.#publisher.line?.giveUp(reason);
  }

  async close(): Promise<void> {
    await this.crew.close();
    if (!this.isCleanedUp) await this.#cleanUp();
    await this.#publisher.close();
  }

  async #cleanUp(): Promise<void> {
    const { line } = this.#publisher;
    await this.#burst?.abandon(this.isConnected ? line : null);
    if (this.isConnected) await line?.deleteQueue();
    this.#cleanedUp = this.isConnected;
  }

  /** `null` when the broker does not say. */
  async #count(): Promise<QueueCounts | null> {
    return this.isConnected ? this.#connected().count() : null;
  }

  #connected(): PublisherLine {
    const { line } = this.#publisher;
    if (!line) throw new Error(`Arm ${this.arm} is not connected`);
    return line;
  }
}
