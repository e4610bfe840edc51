import type { CountMismatch } from "#shared/run-log/run-event.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import type { ArmRunner } from "./arm-runner.ts";

/** A race's arms, doing the same thing at the same time. */
export class ArmGroup {
  #arms: readonly ArmRunner[];

  constructor(arms: readonly ArmRunner[]) {
    this.#arms = arms;
  }

  get(id: ArmId): ArmRunner | undefined {
    return this.#arms.find(({ arm }) => arm === id);
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

  /** @param messageCounts what `declare` returned. @throws Error when the broker is lost. */
  async recover(url: string, messageCounts: readonly number[]): Promise<void> {
    await Promise.all(this.#arms.map((arm, i) => arm.recover(url, messageCounts[i] ?? 0)));
  }

  each(visit: (arm: ArmRunner) => void): void {
    this.#arms.forEach(visit);
  }

  publish(task: NumberedTask): void {
    for (const arm of this.#arms) arm.publish(task);
  }

  /** Resolves once the broker has taken or confirmed everything published, or is gone. */
  async whenAnswered(): Promise<void> {
    await Promise.all(this.#arms.map((arm) => arm.whenAnswered()));
  }

  act(worker: WorkerId, action: WorkerAction): void {
    for (const arm of this.#arms) arm.act(worker, action);
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
}
