import { BEGINNING, later, toThousandth } from "../kernel/moment.ts";
import type { Logged, RunEvent, Seq } from "./run-event.ts";

/** Gives each event of a run, live or simulated, its number and its lab time. */
export class Stamp {
  #seq = 0;
  #atMs = BEGINNING;
  #isClosed = false;

  /**
   * In place, as a copy takes longer than to simulate: who reports an event gives it away.
   *
   * @returns `undefined` after `run-closed`: the log is complete, and what still trickles in is left out.
   */
  put(event: RunEvent, nowMs: number): Logged | undefined {
    if (this.#isClosed) return undefined;
    this.#isClosed = event.type === "run-closed";
    this.#atMs = later(toThousandth(nowMs), this.#atMs);
    this.#seq += 1;
    const stampable = event as RunEvent & { seq: Seq; atMs: Logged["atMs"] };
    stampable.seq = this.#seq as Seq;
    stampable.atMs = this.#atMs;
    return stampable;
  }
}
