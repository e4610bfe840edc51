import { Burst, type BurstOptions, type PublisherLine } from "#workers";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { queueSettingsOf } from "#shared/scenario/queue-settings.ts";
import { pause, type WallClock } from "#shared/kernel/wall-clock.ts";
import type { BurstProgress } from "./kill-moment.ts";

export interface ArmBurstPorts {
  readonly report: (event: RunEvent) => void;
  readonly wall: WallClock;
}

/** How often its progress is told. */
const TELL_MS = 50;
const SETTLE_MS = 2000;
const SETTLE_POLL_MS = 20;

/** One arm's burst: told of as it goes, counted at the end. */
export class ArmBurst {
  #arm: ArmId;
  #queue: string;
  #burst: Burst;
  #ports: ArmBurstPorts;
  #over: Promise<void> = Promise.resolve();
  #isOver = false;
  #told = { sent: 0, confirmed: 0, isAnswered: false };

  /** Declares its queue. @throws Error when the broker cannot be reached. */
  static async begin(arm: ArmId, options: BurstOptions, ports: ArmBurstPorts): Promise<ArmBurst> {
    const burst = await Burst.open(options);
    const { queue, count, mode } = options;
    const { persistent, confirms } = mode;
    const said = { ...queueSettingsOf(mode), persistent, confirms };
    ports.report({ type: "burst-begun", arm, queue, count, ...said });
    return new ArmBurst(arm, queue, burst, ports);
  }

  private constructor(arm: ArmId, queue: string, burst: Burst, ports: ArmBurstPorts) {
    this.#arm = arm;
    this.#queue = queue;
    this.#burst = burst;
    this.#ports = ports;
  }

  get progress(): BurstProgress {
    return this.#burst;
  }

  /** The broker has answered for everything, or is gone. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when it is over. */
  publish(): Promise<void> {
    this.#over = this.#publish();
    return this.#over;
  }

  async #publish(): Promise<void> {
    const over = this.#burst.publish().then(() => {
      this.#isOver = true;
    });
    while (!this.#isOver) {
      await Promise.race([over, pause(this.#ports.wall, TELL_MS)]);
      this.#tell();
    }
  }

  /**
   * Says how many are in the queue, and deletes it.
   *
   * @param isWhole nothing happened to the broker since they were published: it may still be counting.
   * @returns false when the broker is gone (again): then it is to be counted once it is back.
   */
  async count(publisher: PublisherLine, isWhole: boolean): Promise<boolean> {
    await this.#over;
    const { wall, report } = this.#ports;
    const giveUpMs = wall.nowMs() + (isWhole ? SETTLE_MS : 0);
    let survived = await publisher.countIn(this.#queue);
    while (survived !== null && survived < this.#burst.sent && wall.nowMs() < giveUpMs) {
      await pause(wall, SETTLE_POLL_MS);
      survived = await publisher.countIn(this.#queue);
    }
    if (survived === null && !publisher.isOpen) return false;
    report({ type: "burst-counted", arm: this.#arm, survived });
    await publisher.deleteQueue(this.#queue);
    return true;
  }

  /** Leaves nothing behind, when nobody will count it any more. */
  async abandon(publisher: PublisherLine | null): Promise<void> {
    this.#burst.kill();
    await publisher?.deleteQueue(this.#queue);
  }

  #tell(): void {
    const { sent, confirmed, isAnswered } = this.#burst;
    const arm = this.#arm;
    const { report } = this.#ports;
    const told = this.#told;
    if (sent > told.sent) report({ type: "burst-sent", arm, sent });
    if (confirmed > told.confirmed) report({ type: "burst-confirmed", arm, confirmed });
    if (isAnswered && !told.isAnswered) report({ type: "burst-answered", arm });
    this.#told = { sent, confirmed, isAnswered };
  }
}
