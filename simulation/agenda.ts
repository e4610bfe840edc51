import { BEGINNING, later, moment, toThousandth, type AtMs } from "#shared/kernel/moment.ts";
import { Lane } from "./lane.ts";
import { Timer, TimerHeap } from "#shared/kernel/timer-heap.ts";

type AnyLane = Pick<
  Lane<unknown>,
  "firstMs" | "firstHops" | "firstOrder" | "isBefore" | "arriveFirst" | "choicesAt" | "isOrdered"
>;

/** Which of so many things that could come first, does. @returns 0 for the first, and so on. */
export type Choose = (count: number) => number;

/**
 * What will happen, in order: by lab time; at one moment by the hops it took to get there, as if each
 * cost the same infinitesimal time; then as it was scheduled (DS1 to DS4). It is the virtual clock:
 * time is that of what happens.
 */
export class Agenda {
  #nowMs = BEGINNING;
  #nowHops = 0;
  #orders = 0;
  readonly #lanes: AnyLane[] = [];
  readonly #timers = new TimerHeap();
  readonly #choose: Choose | undefined;

  /** @param choose asked where several things happen at one moment, in place of DS1 to DS4. */
  constructor(choose?: Choose) {
    this.#choose = choose;
  }

  get nowMs(): AtMs {
    return this.#nowMs;
  }

  /** How many hops of this moment have been taken. */
  get nowHops(): number {
    return this.#nowHops;
  }

  /** When the next thing happens; `Infinity` when nothing does. */
  get nextMs(): number {
    return this.#lanes.reduce((ms, lane) => Math.min(ms, lane.firstMs), this.#timers.firstMs);
  }

  /**
   * A way that takes everybody as long: things arrive as they were sent.
   *
   * @param delayMs 0 = in the same moment, a hop later.
   * @param connectionOf whose things keep their order whoever chooses; `undefined` where the order is nobody's concern.
   */
  lane<Item>(
    delayMs: number,
    arrive: (item: Item) => void,
    connectionOf?: (item: Item) => unknown,
  ): Lane<Item> {
    const lane = new Lane<Item>(this, delayMs, arrive, connectionOf);
    this.#lanes.push(lane);
    return lane;
  }

  /** @param atMs not before now. @param hops of that moment. */
  at(atMs: number, hops: number, happen: () => void): Timer {
    const timer = new Timer(toThousandth(atMs), hops, this.newOrder(), happen);
    this.#timers.add(timer);
    return timer;
  }

  cancel(timer: Timer): void {
    this.#timers.remove(timer);
  }

  /** It is then. What should have happened before happens late. */
  moveOn(ms: number, hops: number): void {
    this.#nowMs = later(this.#nowMs, moment(ms));
    this.#nowHops = hops;
  }

  newOrder(): number {
    return ++this.#orders;
  }

  /** Lets the next thing happen. @returns false when nothing is left, or not until then. */
  step(untilMs = Infinity): boolean {
    if (this.#choose !== undefined && this.#stepAsChosen(this.#choose, untilMs)) return true;
    const timer = this.#timers.first;
    let first: AnyLane | undefined;
    let ms = Infinity;
    let hops = 0;
    let order = 0;
    if (timer !== undefined) ({ ms, hops, order } = timer);
    for (const lane of this.#lanes) {
      if (!lane.isBefore(ms, hops, order)) continue;
      first = lane;
      ms = lane.firstMs;
      hops = lane.firstHops;
      order = lane.firstOrder;
    }
    if (ms === Infinity || ms > untilMs) return false;
    this.moveOn(ms, hops);
    if (first !== undefined) first.arriveFirst();
    else if (timer !== undefined) {
      this.#timers.remove(timer);
      timer.happen();
    }
    return true;
  }

  /**
   * Only where the order may matter: at the broker, and where somebody interferes. Work that ends at one moment
   * ends whoever is first, and what was given to somebody is his.
   *
   * @returns false when there is nothing to choose.
   */
  #stepAsChosen(choose: Choose, untilMs: number): boolean {
    const ms = this.nextMs;
    if (
      ms === Infinity ||
      ms > untilMs ||
      this.#lanes.some((lane) => !lane.isOrdered && lane.firstMs === ms)
    )
      return false;
    const timers = this.#timers.dueAt(ms);
    const isPlanned = timers.some(({ hops }) => hops < 0);
    if (timers.length > 0 && !isPlanned) return false;
    const choices = [
      ...this.#lanes.flatMap((lane) => lane.choicesAt(ms)),
      ...timers.map((timer) => () => {
        this.#timers.remove(timer);
        timer.happen();
      }),
    ];
    if (choices.length < 2) return false;
    this.moveOn(ms, 0);
    choices[choose(choices.length)]?.();
    return true;
  }
}
