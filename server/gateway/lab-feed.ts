import type { ClockReading, Tick } from "#shared/protocol/events.ts";
import type { LabState } from "#shared/protocol/lab-state.ts";
import type { PlanEdit } from "#shared/protocol/plan.ts";
import type { Logged, RunId } from "#shared/run-log/run-event.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { LabObserver } from "../labs/lab.ts";

/** At most one batch of events in this long… */
const SHORTEST_MS = 50;
/** …gathered for this long: a finish, its ack and the next start are one moment of the broker… */
const GATHER_MS = 4;
/** …and a reading of the clock at least this often while lab time runs; it holds no events up. */
const LONGEST_MS = 190;

/** How long it takes to say how many are there. */
const PEOPLE_MS = 100;

/** What a feed reads of its lab, beside what it is told. */
export interface FedLab {
  readonly reading: ClockReading;
  readonly state: LabState;
}

/** Whoever is in the lab. */
export interface Room {
  readonly emit: ((event: "run:tick", tick: Tick) => unknown) &
    ((event: "lab:edited", edit: PlanEdit) => unknown) &
    ((event: "lab:people", people: number) => unknown) &
    ((event: "lab:state", state: LabState) => unknown);
}

/** What a lab's room is told of it: its events gathered into ticks, edits and states as they come. */
export class LabFeed implements LabObserver {
  #lab: FedLab;
  #wall: WallClock;
  #room: Room;
  #runId: RunId | null = null;
  #pending: Logged[] = [];
  /** Not told yet. */
  #people: number | null = null;
  #lastBatchMs = -Infinity;
  #timer: { readonly dueMs: number; readonly cancel: () => void } | null = null;

  constructor(lab: FedLab, wall: WallClock, room: Room) {
    this.#lab = lab;
    this.#wall = wall;
    this.#room = room;
  }

  onEvent(event: Logged): void {
    if (event.type === "run-opened") {
      this.#flush();
      this.#runId = event.runId;
    }
    this.#pending.push(event);
    this.#wakeAt(Math.max(this.#wall.nowMs() + GATHER_MS, this.#lastBatchMs + SHORTEST_MS));
  }

  onEdit(edit: PlanEdit): void {
    this.#room.emit("lab:edited", edit);
  }

  /** A class that comes at once is told of in a few sums. */
  onPeople(people: number): void {
    const isDue = this.#people !== null;
    this.#people = people;
    if (isDue) return;
    this.#wall.setTimer(PEOPLE_MS, () => {
      if (this.#people !== null) this.#room.emit("lab:people", this.#people);
      this.#people = null;
    });
  }

  /** Time may begin to run, or stop, with it: that is said soon. */
  onState(): void {
    this.#flush();
    this.#wakeAt(Math.max(this.#wall.nowMs(), this.#lastBatchMs + SHORTEST_MS));
    this.#room.emit("lab:state", this.#lab.state);
  }

  /** Sends what is pending now. It stands outside the rhythm, or what follows at once would wait for the next beat. */
  #flush(): void {
    if (this.#pending.length > 0) this.#send();
  }

  #wakeAt(dueMs: number): void {
    if (this.#timer && this.#timer.dueMs <= dueMs) return;
    this.#timer?.cancel();
    const cancel = this.#wall.setTimer(dueMs - this.#wall.nowMs(), () => {
      if (this.#pending.length > 0) this.#lastBatchMs = this.#wall.nowMs();
      this.#send();
    });
    this.#timer = { dueMs, cancel };
  }

  #send(): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (this.#runId === null) return;
    const events = this.#pending;
    this.#pending = [];
    const clock = this.#lab.reading;
    this.#room.emit("run:tick", { runId: this.#runId, events, clock });
    if (clock.rate > 0) this.#wakeAt(this.#wall.nowMs() + LONGEST_MS);
  }
}
