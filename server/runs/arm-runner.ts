import { nearestRelease } from "#broker";
import { deliveryLimitOf, Pool, Publisher, type Refusal } from "#workers";
import type { Result } from "#shared/kernel/result.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { CountMismatch, RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { Arm, ArmId, PlannedWorker, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { queueSettingsOf, type QueueSettings } from "#shared/scenario/queue-settings.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { freeWorkerId } from "#shared/scenario/edit-scenario.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { Follow } from "./run-options.ts";
import { ArmBurst } from "./arm-burst.ts";
import { ArmQueue } from "./arm-queue.ts";
import type { LabClock } from "#shared/kernel/lab-clock.ts";
import { outcomeOf } from "./outcome-of.ts";
import { Outsiders } from "./outsiders.ts";
import { QueueWatch } from "./queue-watch.ts";
import { Stocktaking } from "./stocktaking.ts";
import { Unheard } from "./unheard.ts";

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
  /** Of the broker it runs on; null where it is none of RabbitMQ's. */
  readonly release: () => BrokerRelease | null;
  readonly clock: LabClock;
  readonly wall: WallClock;
  readonly follow: Follow | undefined;
  readonly onLost: (reason: string) => void;
}

/** One arm of a run at the broker: its queue, its publisher, its workers. */
export class ArmRunner {
  readonly arm: ArmId;
  readonly queue: ArmQueue;
  /** Its workers, who are asked directly. */
  readonly crew: Pool;
  #options: ArmRunnerOptions;
  #ports: ArmRunnerPorts;
  #strategy: Strategy;
  #publisher: Publisher;
  /** Where the broker is now. */
  #url: string;
  #burst: ArmBurst | null = null;
  #stocktaking: Stocktaking;
  /** What an outage left unheard of. */
  #unheard: Unheard;
  #watch: QueueWatch;

  constructor(options: ArmRunnerOptions, ports: ArmRunnerPorts) {
    const { plan, url, queue, label } = options;
    this.arm = plan.arm;
    this.#url = url;
    this.#options = options;
    this.#ports = ports;
    const report = (event: RunEvent) => {
      this.#watch.hear(event);
      ports.report(event);
    };
    const knows = (task: TaskNumber) => ports.state().tasks.at(task - 1)?.outside === false;
    const outsiders = new Outsiders({ ...ports, report });
    this.#strategy = plan.strategy;
    this.#publisher = new Publisher(
      { connectionName: `${label} publisher`, arm: plan.arm, queue },
      {
        report,
        onLost: ({ reason }) => {
          ports.onLost(reason);
        },
      },
    );
    this.#unheard = new Unheard({
      ...ports,
      report,
      confirms: () => this.#strategy.confirms,
      republish: (tasks) => {
        this.#publisher.begin(this.#strategy, tasks);
      },
    });
    this.queue = new ArmQueue(queue, plan, {
      ...ports,
      publisher: this.#publisher,
      onDeleted: () => {
        this.crew.loseBroker();
      },
    });
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
          report(event);
        },
        clock: ports.clock,
        wall: ports.wall,
        onQueueLost: () => {
          this.queue.lose();
        },
        tasks: { knows, adopt: (message) => outsiders.adopt(message) },
        limit: () => {
          const release = ports.release();
          const quorum = release === null ? null : nearestRelease(release).quorum;
          return deliveryLimitOf(this.queue.settings, quorum);
        },
      },
    );
    this.#stocktaking = new Stocktaking(plan.arm, plan.strategy.ack, {
      ...ports,
      count: () => this.queue.countReady(),
      countDead: () => this.queue.countDead(),
      isConnected: () => this.isConnected,
      whenAnswered: () => this.whenAnswered(),
      whileSuspended: (act) => this.crew.whileSuspended(act),
      tellUnheard: (short) => this.#unheard.tell(short, true),
      peek: () => this.queue.peek(),
      adopt: (left) => {
        outsiders.adoptAll(left);
      },
    });
    this.#watch = new QueueWatch({
      ...{ ...ports, label },
      queue: this.queue,
      tellUnheard: (short) => this.#unheard.tell(short, false),
      isInDoubt: () => this.#stocktaking.isInDoubt,
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

  /** @throws Error when the broker cannot be reached. */
  async connect(url: string): Promise<void> {
    this.#url = url;
    await this.#publisher.connect(url);
  }

  /** @returns how many messages the queue holds already. @throws Error when the broker is lost. */
  async declare(): Promise<Result<number, Refusal>> {
    const isFirst = !this.queue.isDeclared;
    const declared = await this.queue.declare();
    // After an outage, what was lost is told first.
    if (declared.ok && isFirst) this.#publisher.begin(this.#strategy);
    return declared;
  }

  /** Declares the queue once more; the log has what the broker says. @returns why it could not be asked. */
  redeclare(change: Partial<QueueSettings>): Promise<Result<null, string>> {
    return outcomeOf(this.#redeclare(change));
  }

  async #redeclare(change: Partial<QueueSettings>): Promise<void> {
    if (!this.#ports.state().queueDeleted) return this.queue.redeclare(change);
    const declared = await this.declare();
    if (declared.ok) await this.crew.rejoin(this.#url);
  }

  /** @returns false when nothing was sent. */
  publishAstray(text: string, mandatory: boolean): boolean {
    const message = this.#ports.state().astray.length + 1;
    return this.#publisher.publishAstray({ message, text, mandatory }, this.#strategy);
  }

  /** @throws Error when the broker cannot be reached. */
  async beginBurst(count: number): Promise<ArmBurst> {
    const options = {
      url: this.#url,
      connectionName: `${this.#options.label} burst`,
      queue: `${this.queue.name}.burst`,
      // Nobody consumes from it: nothing dies there.
      mode: { ...this.#strategy, deadLetters: "off" } as const,
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
    const { line } = this.#publisher;
    if (!this.#burst || !line?.isOpen) return;
    if (await this.#burst.count(line, isWhole)) this.#burst = null;
  }

  /** What the broker has to say of its queue, against what the log says. Never rejects. */
  async lookAtQueue(): Promise<void> {
    if (this.queue.isDeclared) await this.#watch.look();
  }

  /** A worker's name, taken by nobody in `planned` and nobody who was ever in this run. */
  nameFor(planned: readonly PlannedWorker[], wanted: WorkerId | undefined): WorkerId {
    return freeWorkerId([...planned, ...this.#ports.state().workers], wanted);
  }

  publish(task: NumberedTask): void {
    // Those from outside have numbers, too.
    const number = (task.task + this.#ports.state().outside) as TaskNumber;
    this.#publisher.publish({ ...task, task: number }, this.#strategy);
  }

  async whenAnswered(): Promise<void> {
    await this.#publisher.line?.whenAnswered();
  }

  /** Everything but what is the queue's for life. */
  changeStrategy(change: Partial<Strategy>): void {
    const before = this.#strategy;
    this.queue.plan(queueSettingsOf(change));
    const strategy = { ...before, ...change, ...this.queue.settings };
    this.#strategy = strategy;
    this.#ports.report({ type: "settings-changed", arm: this.arm, strategy });
    if (before.prefetch === strategy.prefetch && before.ack === strategy.ack) return;
    this.#stocktaking.ackedBy(strategy.ack);
    void this.crew.retune(strategy);
  }

  /** Every worker dies with the broker; what it held under auto-ack dies with it. */
  loseBroker(): void {
    this.crew.loseBroker();
    this.#publisher.kill();
  }

  /** After `connect` and `declare`: says what the broker lost. @param isOver nothing will be sent any more. */
  async account(messageCount: number, isOver: boolean): Promise<void> {
    await this.#stocktaking.accountDead(messageCount);
    this.#unheard.account(messageCount, this.#stocktaking.isInDoubt, isOver);
    this.#stocktaking.clear();
    await this.countBurst(false);
  }

  /** After that: sends again what never arrived, then what waited, lets the workers in. */
  async recover(url: string): Promise<void> {
    this.#publisher.begin(this.#strategy, this.#unheard.again);
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

  /** Takes the workers out, compares the log's count with the broker's own, and leaves nothing behind. @see ArmQueue.isCleanedUp */
  async settle(): Promise<CountMismatch | null> {
    this.#watch.stop();
    await this.crew.close();
    if (!this.queue.isDeclared) return null;
    const mismatch = await this.#stocktaking.settle();
    await this.#cleanUp();
    return mismatch;
  }

  /** The broker does not answer: that is its loss. */
  giveUp(reason: string): void {
    this.#publisher.line?.giveUp(reason);
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.crew.close();
    if (!this.queue.isCleanedUp) await this.#cleanUp();
    await this.#publisher.close();
  }

  async #cleanUp(): Promise<void> {
    await this.#burst?.abandon(this.isConnected ? this.#publisher.line : null);
    await this.queue.delete();
  }
}
