import { moment } from "../kernel/moment.ts";
import { EAGER } from "../scenario/default-scenario.ts";
import type { ArmId, TaskNumber, WorkerId } from "../scenario/scenario.ts";
import type { Strategy } from "../scenario/strategy.ts";
import { dottedText, serviceMsOf } from "../scenario/workload.ts";
import type { AttemptRef, Logged, RunEvent, RunId, Seq } from "./run-event.ts";

interface DrawOptions {
  /** What a column lasts. */
  readonly tickMs?: number;
  /** Arms not named are eager. */
  readonly strategies?: Partial<Record<ArmId, Strategy>>;
}

/**
 * Builds a log from a drawing: one lane a line, one column a second unless told otherwise.
 *
 *     A.queue  13 p . .    1…9  published, of so many dots (tasks 1, 2, … in order)   p  of one dot
 *     A.w1     .  r s d    r  received, the first task ready     s  started, the oldest it holds
 *     A.w2     .  r s k    f  finished   a  acked   d  both      n  nacked, requeued  x  lost
 *                          k  killed     l  left when asked      j  joined (else at the beginning)
 *                          z  paused     h  hung                 u  goes on
 *                          m  given up for missed heartbeats     b  came back
 *                          g  goes on with what it had then      o  ends it; its ack is refused
 *
 * A cell may hold several letters: they happen in order, in the same moment.
 *
 * @throws when a lane acts on a task it cannot have.
 */
export function drawLog(drawing: string, options: DrawOptions = {}): Logged[] {
  const { tickMs = 1000, strategies = {} } = options;
  const lanes = lanesOf(drawing);
  const arms = [...new Set(lanes.map(({ arm }) => arm))].sort();
  const strategyOf = (arm: ArmId) => strategies[arm] ?? EAGER;
  const log: Logged[] = [];
  const say = (event: RunEvent, atMs: number) =>
    log.push({ ...event, seq: (log.length + 1) as Seq, atMs: moment(atMs) });

  const scenario = {
    preset: null,
    seed: 1,
    workload: [],
    arms: arms.map((arm) => ({ arm, strategy: strategyOf(arm), workers: [] })),
    faults: [],
  };
  const broker = { kind: "embedded", product: "drawn", version: "0" } as const;
  say(
    {
      type: "run-opened",
      formatVersion: 2,
      runId: "drawn" as RunId,
      scenario,
      broker,
      release: null,
    },
    0,
  );

  const pens = new Map(arms.map((arm) => [arm, new ArmPen(arm, strategyOf(arm))]));
  for (const { arm, lane, cells } of lanes) {
    if (lane === "queue" || cells.some((cell) => cell.includes("j"))) continue;
    say({ type: "worker-joined", arm, worker: lane as WorkerId, speed: 1 }, 0);
  }
  const width = Math.max(...lanes.map(({ cells }) => cells.length));
  for (let column = 0; column < width; column++) {
    for (const { arm, lane, cells } of lanes) {
      for (const letter of cells[column] ?? "") {
        for (const event of pens.get(arm)?.draw(lane, letter) ?? []) say(event, column * tickMs);
      }
    }
  }
  return log;
}

interface Lane {
  readonly arm: ArmId;
  readonly lane: string;
  readonly cells: readonly string[];
}

function lanesOf(drawing: string): readonly Lane[] {
  return drawing
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", ...cells] = line.trim().split(/\s+/);
      const [arm, lane = ""] = name.split(".");
      return { arm: arm as ArmId, lane, cells };
    });
}

/** Remembers what one arm's tasks are doing while its lanes are read. */
class ArmPen {
  readonly #arm: ArmId;
  readonly #strategy: Strategy;
  #ready: readonly TaskNumber[] = [];
  readonly #held = new Map<string, readonly TaskNumber[]>();
  readonly #begun = new Map<string, TaskNumber>();
  readonly #deliveries = new Map<TaskNumber, number>();
  /** What a worker was at when the broker gave it up. */
  readonly #abandoned = new Map<string, AttemptRef>();
  #published = 0;

  constructor(arm: ArmId, strategy: Strategy) {
    this.#arm = arm;
    this.#strategy = strategy;
  }

  draw(lane: string, letter: string): readonly RunEvent[] {
    const arm = this.#arm;
    const worker = lane as WorkerId;
    switch (letter) {
      case ".":
        return [];
      case "r":
        return [this.#receive(lane)];
      case "s": {
        const task = needed(this.#held.get(lane)?.[0], lane);
        this.#begun.set(lane, task);
        return [{ type: "started", ...this.#ref(task, worker) }];
      }
      case "f":
        return [this.#finish(lane)];
      case "a":
        return [{ type: "acked", ...this.#letGo(lane) }];
      case "d":
        return [this.#finish(lane), ...(this.#isAuto() ? [] : this.draw(lane, "a"))];
      case "n": {
        const ref = this.#letGo(lane);
        this.#putBack([ref.task]);
        return [{ type: "nacked", ...ref, requeue: true }];
      }
      case "x":
        return [{ type: "lost", arm, task: this.#letGo(lane).task, why: "auto-acked-worker-gone" }];
      case "k":
      case "l":
        this.#putBack(this.#held.get(lane) ?? []);
        this.#held.delete(lane);
        return [{ type: "worker-left", arm, worker, how: letter === "k" ? "killed" : "stopped" }];
      case "z":
        return [{ type: "worker-paused", arm, worker }];
      case "h":
        return [{ type: "worker-hung", arm, worker, heartbeats: true }];
      case "u":
        return [{ type: "worker-resumed", arm, worker }];
      case "m": {
        const inHand = needed(this.#begun.get(lane), lane);
        this.#abandoned.set(lane, this.#ref(inHand, worker));
        this.#begun.delete(lane);
        this.#putBack(this.#held.get(lane) ?? []);
        this.#held.delete(lane);
        return [{ type: "worker-left", arm, worker, how: "missed-heartbeats" }];
      }
      case "g":
        return [{ type: "late-work-started", ...this.#late(lane) }];
      case "o": {
        const replyText = "PRECONDITION_FAILED - unknown delivery tag 1";
        const late = this.#late(lane);
        this.#abandoned.delete(lane);
        return [
          { type: "finished", ...late },
          { type: "ack-refused", ...late, replyCode: 406, replyText },
        ];
      }
      case "b":
      case "j":
        return [{ type: "worker-joined", arm, worker, speed: 1 }];
      default:
        return [this.#publish(letter === "p" ? 1 : Number(letter))];
    }
  }

  #publish(dots: number): RunEvent {
    if (!(dots > 0)) throw new Error("A lane holds a letter that means nothing");
    const task = ++this.#published as TaskNumber;
    this.#ready = [...this.#ready, task];
    const text = dottedText(dots);
    const { persistent } = this.#strategy;
    const serviceMs = serviceMsOf({ text });
    return { type: "published", arm: this.#arm, task, text, serviceMs, persistent };
  }

  #receive(lane: string): RunEvent {
    const task = needed(this.#ready[0], lane);
    const attempt = (this.#deliveries.get(task) ?? 0) + 1;
    this.#ready = this.#ready.slice(1);
    this.#deliveries.set(task, attempt);
    this.#held.set(lane, [...(this.#held.get(lane) ?? []), task]);
    const ref = this.#ref(task, lane as WorkerId);
    return { type: "received", ...ref, redelivered: attempt > 1, ack: this.#strategy.ack };
  }

  /** Under auto-ack there is no ack to let go of it at. */
  #finish(lane: string): RunEvent {
    const ref = this.#ref(needed(this.#begun.get(lane), lane), lane as WorkerId);
    this.#begun.delete(lane);
    if (this.#isAuto()) this.#letGo(lane);
    return { type: "finished", ...ref };
  }

  #letGo(lane: string): AttemptRef {
    const held = this.#held.get(lane) ?? [];
    this.#held.set(lane, held.slice(1));
    return this.#ref(needed(held[0], lane), lane as WorkerId);
  }

  #late(lane: string): AttemptRef {
    const ref = this.#abandoned.get(lane);
    if (!ref) throw new Error(`Lane ${lane} was never given up`);
    return ref;
  }

  #putBack(tasks: readonly TaskNumber[]): void {
    this.#ready = [...this.#ready, ...tasks].sort((a, b) => a - b);
  }

  #ref(task: TaskNumber, worker: WorkerId): AttemptRef {
    return { arm: this.#arm, task, worker, attempt: this.#deliveries.get(task) ?? 0 };
  }

  #isAuto(): boolean {
    return this.#strategy.ack === "auto";
  }
}

function needed(task: TaskNumber | undefined, lane: string): TaskNumber {
  if (task === undefined) throw new Error(`Lane ${lane} has no task to act on`);
  return task;
}
