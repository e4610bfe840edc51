import type { Acted } from "#workers";
import type { Result } from "#shared/kernel/result.ts";
import type { CountMismatch } from "#shared/run-log/run-event.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import { nextWorkerId } from "#shared/scenario/edit-scenario.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import type { ArmBurst } from "./arm-burst.ts";
import { ArmRunner, type ArmRunnerPorts } from "./arm-runner.ts";
import type { LabClock } from "#shared/kernel/lab-clock.ts";
import { outcomeOf } from "./outcome-of.ts";
import type { RunOptions } from "./run-options.ts";

export interface ArmGroupPorts extends Omit<ArmRunnerPorts, "state"> {
  readonly state: (arm: ArmId) => ArmState;
}

/** What may be asked of one arm alone. */
export type ArmCommands = Pick<
  ArmGroup,
  | "act"
  | "crewSize"
  | "join"
  | "nameFor"
  | "publishAstray"
  | "redeclare"
  | "remove"
  | "setSpeed"
  | "setStrategy"
>;

/** A race's arms, doing the same thing at the same time. */
export class ArmGroup {
  #arms: readonly ArmRunner[];
  #ports: ArmGroupPorts;

  /** One for each arm of the scenario. */
  static of({ owner, runId, scenario, broker }: RunOptions, ports: ArmGroupPorts): ArmGroup {
    const runners = scenario.arms.map((plan) => {
      const queue = `dispatch-lab.${owner}.${runId}.${plan.arm}`;
      const label = `Dispatch Lab ${owner} ${plan.arm}`;
      const state = () => ports.state(plan.arm);
      return new ArmRunner({ url: broker.url, queue, plan, label }, { ...ports, state });
    });
    return new ArmGroup(runners, ports);
  }

  private constructor(arms: readonly ArmRunner[], ports: ArmGroupPorts) {
    this.#arms = arms;
    this.#ports = ports;
  }

  get areConnected(): boolean {
    return this.#arms.every(({ isConnected }) => isConnected);
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
    await Promise.all(this.#arms.map((arm) => arm.joinDue()));
  }

  /** Attaches the others when their time comes. */
  scheduleLate(clock: Pick<LabClock, "at">): void {
    for (const arm of this.#arms) {
      for (const atMs of arm.lateMs) {
        clock.at(atMs, () => {
          // Unreachable means lost, which the publisher's connection tells.
          void arm.joinDue().catch(() => undefined);
        });
      }
    }
  }

  /** @param messageCounts what `declare` returned. @throws Error when the broker is lost. */
  async recover(url: string, messageCounts: readonly number[]): Promise<void> {
    await Promise.all(this.#arms.map((arm, i) => arm.recover(url, messageCounts[i] ?? 0)));
  }

  publish(task: NumberedTask): void {
    for (const arm of this.#arms) arm.publish(task);
  }

  /** Resolves once the broker has taken or confirmed everything published, or is gone. */
  async whenAnswered(): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.whenAnswered()));
  }

  actInEach(worker: WorkerId, action: WorkerAction): void {
    for (const arm of this.#arms) arm.act(worker, action);
  }

  act(id: ArmId, worker: WorkerId, action: WorkerAction): Acted {
    let acted: Acted = "no-such-worker";
    this.#ports.clock.moment(() => {
      acted = this.#get(id)?.act(worker, action) ?? acted;
    });
    return acted;
  }

  setStrategy(id: ArmId, strategy: Strategy): void {
    this.#get(id)?.setStrategy(strategy);
  }

  /** Asks the broker for the arm's queue once more. @returns why it could not be asked. */
  redeclare(id: ArmId, durable: boolean): Promise<Result<null, string>> {
    return outcomeOf(this.#get(id)?.redeclare(durable));
  }

  /** @returns false when nothing was sent. */
  publishAstray(id: ArmId, text: string, mandatory: boolean): boolean {
    return this.#get(id)?.publishAstray(text, mandatory) === true;
  }

  /** One more worker. @returns why the broker could not be reached. */
  join(id: ArmId, worker: WorkerId, speed: number): Promise<Result<null, string>> {
    return outcomeOf(this.#get(id)?.join(worker, speed));
  }

  /** @returns false when there is no such worker, or it is leaving already. */
  remove(id: ArmId, worker: WorkerId): boolean {
    return this.#get(id)?.remove(worker) === true;
  }

  /** @returns false when there is no such worker. */
  setSpeed(id: ArmId, worker: WorkerId, speed: number): boolean {
    return this.#get(id)?.setSpeed(worker, speed) === true;
  }

  /** How many workers of an arm are there and stay. */
  crewSize(id: ArmId): number {
    return this.#get(id)?.crewSize ?? 0;
  }

  /** A worker's name, taken by nobody in `taken` and nobody who was ever in this run. */
  nameFor(id: ArmId, taken: readonly { readonly worker: WorkerId }[]): WorkerId {
    return nextWorkerId([...taken, ...this.#ports.state(id).workers]);
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

  async lookForForeigners(): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.lookForForeigners()));
  }

  takeStock(): void {
    for (const arm of this.#arms) void arm.takeStock();
  }

  async settle(): Promise<readonly CountMismatch[]> {
    const settled = await Promise.all(this.#arms.map((arm) => arm.settle()));
    return settled.filter((one) => one !== null);
  }

  async close(): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.close()));
  }

  #get(id: ArmId): ArmRunner | undefined {
    return this.#arms.find(({ arm }) => arm === id);
  }
}
