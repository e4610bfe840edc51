import type { CountMismatch } from "#shared/run-log/run-event.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import type { ArmBurst } from "./arm-burst.ts";
import { ArmRunner, type ArmRunnerPorts } from "./arm-runner.ts";
import type { LabClock } from "#shared/kernel/lab-clock.ts";
import type { RunOptions } from "./run-options.ts";

export interface ArmGroupPorts extends Omit<ArmRunnerPorts, "state"> {
  readonly state: (arm: ArmId) => ArmState;
}

/** A race's arms, doing the same thing at the same time. */
export class ArmGroup {
  #arms: readonly ArmRunner[];

  /** One for each arm of the scenario. */
  static of({ owner, runId, scenario, broker }: RunOptions, ports: ArmGroupPorts): ArmGroup {
    const runners = scenario.arms.map((plan) => {
      const queue = `dispatch-lab.${owner}.${runId}.${plan.arm}`;
      const label = `Dispatch Lab ${owner} ${plan.arm}`;
      const state = () => ports.state(plan.arm);
      return new ArmRunner({ url: broker.url, queue, plan, label }, { ...ports, state });
    });
    return new ArmGroup(runners);
  }

  private constructor(arms: readonly ArmRunner[]) {
    this.#arms = arms;
  }

  get areConnected(): boolean {
    return this.#arms.every(({ isConnected }) => isConnected);
  }

  /** Nothing of theirs is left at the broker. */
  get areCleanedUp(): boolean {
    return this.#arms.every(({ queue }) => queue.isCleanedUp);
  }

  /** Tasks whose moment came while the broker was gone. */
  get hasUnsent(): boolean {
    return this.#arms.some(({ unsent }) => unsent > 0);
  }

  /** @throws Error when the broker cannot be reached. */
  async connect(url: string): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.connect(url)));
  }

  /**
   * Every queue, so that every refusal is told.
   *
   * @returns how many messages each queue holds already, or `null` when one was refused.
   * @throws Error when the broker is lost.
   */
  async declare(): Promise<readonly number[] | null> {
    const declared = await Promise.all(this.#arms.map((arm) => arm.declare()));
    const counts = declared.flatMap((one) => (one.ok ? [one.value] : []));
    return counts.length === declared.length ? counts : null;
  }

  /** Attaches the workers that are there from the start. @throws Error when the broker is lost. */
  async joinFirst(): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.crew.joinDue()));
  }

  /** Attaches the others when their time comes. */
  scheduleLate(clock: Pick<LabClock, "at">): void {
    for (const arm of this.#arms) {
      for (const atMs of arm.lateMs) {
        clock.at(atMs, () => {
          // Unreachable means lost, which the publisher's connection tells.
          void arm.crew.joinDue().catch(() => undefined);
        });
      }
    }
  }

  /** @param messageCounts what `declare` returned. @throws Error when the broker is lost. */
  async account(messageCounts: readonly number[], isOver: boolean): Promise<void> {
    await Promise.all(this.#arms.map((arm, i) => arm.account(messageCounts[i] ?? 0, isOver)));
  }

  /** After that. @throws Error when the broker is lost. */
  async recover(url: string): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.recover(url)));
  }

  publish(task: NumberedTask): void {
    for (const arm of this.#arms) arm.publish(task);
  }

  /** Resolves once the broker has taken or confirmed everything published, or is gone. */
  async whenAnswered(): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.whenAnswered()));
  }

  actInEach(worker: WorkerId, action: WorkerAction): void {
    for (const { crew } of this.#arms) crew.worker(worker)?.act(action);
  }

  arm(id: ArmId): ArmRunner | undefined {
    return this.#arms.find(({ arm }) => arm === id);
  }

  get areBursting(): boolean {
    return this.#arms.some(({ isBursting }) => isBursting);
  }

  /** @throws Error when the broker cannot be reached. */
  beginBursts(ids: readonly ArmId[], count: number): Promise<readonly ArmBurst[]> {
    const chosen = this.#arms.filter(({ arm }) => ids.includes(arm));
    return Promise.all(chosen.map((arm) => arm.beginBurst(count)));
  }

  /** Those of a broker that was there all the time; after an outage, `recover` does it. */
  async countBursts(): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.countBurst(true)));
  }

  loseBroker(): void {
    for (const arm of this.#arms) arm.loseBroker();
  }

  /** @returns whether the broker is there for all of them. Never rejects. */
  async lookAtQueues(): Promise<boolean> {
    await Promise.all(this.#arms.map((arm) => arm.lookAtQueue()));
    return this.areConnected;
  }

  takeStock(): void {
    for (const arm of this.#arms) void arm.takeStock();
  }

  /** Lets `act` see the log while nobody consumes, in any arm, and nothing is on its way to a worker, or back from one. */
  whileSuspended(act: () => void): Promise<void> {
    const inAll = this.#arms.reduce<() => Promise<void>>(
      (within, arm) => () => arm.crew.whileSuspended(within),
      async () => {
        await Promise.all(this.#arms.map((arm) => arm.findLostAcks()));
        act();
      },
    );
    return inAll();
  }

  async settle(): Promise<readonly CountMismatch[]> {
    const settled = await Promise.all(this.#arms.map((arm) => arm.settle()));
    return settled.filter((one) => one !== null);
  }

  giveUp(reason: string): void {
    for (const arm of this.#arms) arm.giveUp(reason);
  }

  async close(): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.close()));
  }
}
