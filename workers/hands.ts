import type { Delivery } from "./delivery.ts";
import { Work, type WorkClock } from "./work.ts";

export interface HandsPorts {
  readonly clock: WorkClock;
  readonly onStarted: (delivery: Delivery) => void;
  readonly onFinished: (delivery: Delivery) => void;
  /** Nothing in hand and nothing held. */
  readonly onIdle: () => void;
}

/** What a worker holds, and the one task it works on: in order of arrival, one at a time. */
export class Hands {
  #ports: HandsPorts;
  #speed: number;
  #halted = false;
  #held: Delivery[] = [];
  #current: { readonly delivery: Delivery; readonly work: Work } | null = null;

  constructor(speed: number, ports: HandsPorts) {
    this.#speed = speed;
    this.#ports = ports;
  }

  get isBusy(): boolean {
    return this.#current !== null;
  }

  /** In the order it would work on them. */
  get all(): readonly Delivery[] {
    return [...(this.#current ? [this.#current.delivery] : []), ...this.#held];
  }

  take(delivery: Delivery): void {
    this.#held.push(delivery);
    this.#next();
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    if (!this.#halted) this.#current?.work.setSpeed(speed);
  }

  /** Works no further. */
  halt(): void {
    this.#halted = true;
    this.#current?.work.setSpeed(0);
  }

  /** Goes on where it was. */
  goOn(): void {
    this.#halted = false;
    this.#current?.work.setSpeed(this.#speed);
    this.#next();
  }

  /** Lets go of the task in hand, else of the next one; {@link next} turns to the one after. */
  letGo(): Delivery | undefined {
    const delivery = this.#current?.delivery ?? this.#held.shift();
    this.drop();
    return delivery;
  }

  /** After {@link letGo}, once that was told. */
  next(): void {
    this.#next();
  }

  /** Takes out of what is held, not of what is in hand. */
  remove(isUnwanted: (delivery: Delivery) => boolean): readonly Delivery[] {
    const removed = this.#held.filter(isUnwanted);
    this.#held = this.#held.filter((delivery) => !isUnwanted(delivery));
    return removed;
  }

  /** Stops work on the task in hand, without a word. */
  drop(): void {
    this.#current?.work.cancel();
    this.#current = null;
  }

  /** How much of the task in hand is left to do, in milliseconds of work. */
  get leftMs(): number {
    return this.#current?.work.leftMs ?? 0;
  }

  #next(): void {
    if (this.#current || this.#halted) return;
    const delivery = this.#held.shift();
    if (delivery) this.#start(delivery);
    else this.#ports.onIdle();
  }

  #start(delivery: Delivery): void {
    this.#ports.onStarted(delivery);
    const { serviceMs } = delivery;
    const work = new Work(this.#ports.clock, { serviceMs, speed: this.#speed }, () => {
      this.#current = null;
      this.#ports.onFinished(delivery);
      this.#next();
    });
    this.#current = { delivery, work };
  }
}
