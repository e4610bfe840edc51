import { Timer, TimerHeap } from "./timer-heap.ts";
import type { WallClock } from "./wall-clock.ts";

/**
 * Lab time: 0 when a run begins, `speed` times as fast as the wall's, pausable, steppable.
 *
 * It never runs past something that is due. When this process is late, lab time waits for it;
 * so what happens at a due moment is stamped with that moment, and being late is nobody's idle time.
 */
export class LabClock {
  #wall: WallClock;
  #speed: number;
  #running = false;
  /** Lab time `#sinceMs` of wall time ago. */
  #labMs = 0;
  #sinceMs = 0;
  readonly #timers = new TimerHeap();
  #timersSet = 0;
  /** The wall's timer for what is due next. */
  #alarm: { readonly dueMs: number; readonly cancel: () => void } | null = null;
  /** The moment whose timers are being called. */
  #firingMs: number | null = null;

  constructor(wall: WallClock, speed = 1) {
    this.#wall = wall;
    this.#speed = speed;
  }

  /** Lab milliseconds per wall millisecond; 0 while it stands still. */
  get rate(): number {
    return this.#running ? this.#speed : 0;
  }

  nowMs(): number {
    if (this.#firingMs !== null) return this.#firingMs;
    return Math.min(this.#reading(), this.#timers.firstMs);
  }

  resume(): void {
    if (this.#running) return;
    this.#running = true;
    this.#sinceMs = this.#wall.nowMs();
    this.#setAlarm();
  }

  pause(): void {
    this.#anchor(this.nowMs());
    this.#running = false;
  }

  setSpeed(speed: number): void {
    this.#anchor(this.nowMs());
    this.#speed = speed;
    this.#setAlarm();
  }

  /** Calls back when lab time reaches `dueMs`; one in the past is due now. */
  at(dueMs: number, callback: () => void): Timer {
    const timer = new Timer(Math.max(dueMs, this.nowMs()), 0, this.#timersSet++, callback);
    this.#timers.add(timer);
    this.#setAlarm();
    return timer;
  }

  /** It will not call back. */
  cancel(timer: Timer): void {
    this.#timers.remove(timer);
    this.#setAlarm();
  }

  /**
   * Pauses, moves to the next moment something is due, and lets it happen.
   *
   * @returns false when nothing is due ever.
   */
  step(): boolean {
    this.pause();
    const { first } = this.#timers;
    if (!first) return false;
    this.#fire(first.ms);
    return true;
  }

  /**
   * Time stands still while `act` does several things: they happen at one moment, and so does what they make
   * due then: a timer of the wall's would take a millisecond for what takes no time.
   */
  moment(act: () => void): void {
    if (this.#firingMs !== null) {
      act();
      return;
    }
    const nowMs = this.nowMs();
    // What was due before has its own turn, in which the broker has had its say.
    const isFree = this.#running && this.#timers.firstMs !== nowMs;
    this.#firingMs = nowMs;
    try {
      act();
      if (isFree) this.#ring(nowMs);
    } finally {
      this.#firingMs = null;
      this.#setAlarm();
    }
  }

  /** Lets happen what is due this moment, though time may stand still. */
  releaseDue(): void {
    const nowMs = this.nowMs();
    if (this.#timers.firstMs === nowMs) this.#fire(nowMs);
  }

  /** Stands still for good. */
  stop(): void {
    this.pause();
    this.#timers.clear();
  }

  #reading(): number {
    if (!this.#running) return this.#labMs;
    return this.#labMs + (this.#wall.nowMs() - this.#sinceMs) * this.#speed;
  }

  /** From here on: an alarm that was set for another course of time is void. */
  #anchor(labMs: number): void {
    this.#labMs = labMs;
    this.#sinceMs = this.#wall.nowMs();
    this.#cancelAlarm();
  }

  #cancelAlarm(): void {
    this.#alarm?.cancel();
    this.#alarm = null;
  }

  /** Of the wall's timers there is one, and it stays while it is the right one: setting one costs more than a message. */
  #setAlarm(): void {
    if (this.#firingMs !== null) return;
    const dueMs = this.#timers.firstMs;
    if (this.#alarm?.dueMs === dueMs) return;
    this.#cancelAlarm();
    if (!this.#running || dueMs === Infinity) return;
    const delayMs = Math.max(0, (dueMs - this.#reading()) / this.#speed);
    const cancel = this.#wall.setTimer(delayMs, () => {
      this.#alarm = null;
      // Node's timers may ring up to a millisecond early.
      if (this.#reading() >= dueMs) this.#fire(dueMs);
      else this.#setAlarm();
    });
    this.#alarm = { dueMs, cancel };
  }

  /** Everything due at one moment, and no later one: the broker must have its say in between. */
  #fire(dueMs: number): void {
    this.#firingMs = dueMs;
    this.#ring(dueMs);
    this.#firingMs = null;
    this.#anchor(dueMs);
    this.#setAlarm();
  }

  #ring(dueMs: number): void {
    for (let { first } = this.#timers; first?.ms === dueMs; { first } = this.#timers) {
      this.#timers.remove(first);
      first.happen();
    }
  }
}
