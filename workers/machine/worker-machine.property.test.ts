import fc from "fast-check";
import { expect, it } from "vitest";
import { moment } from "#shared/kernel/moment.ts";
import type { Logged, RunEvent, RunId, Seq } from "#shared/run-log/run-event.ts";
import { brokerExpectedCount } from "#shared/run/broker-count.ts";
import { violations } from "#shared/run/invariants.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { AckMode } from "#shared/scenario/strategy.ts";
import { aDelivery, stepOf } from "#tests/support/lab/told-worker.ts";
import { newWorker, type Delivery, type WorkerState } from "./worker-state.ts";
import type { ToBroker, ToWork, WorkerStimulus } from "./worker-stimulus.ts";

const ARM = "A" as const;
const TASKS = 6;

/** A queue of a broker, as far as one worker meets it, and the work: what they may do next is up to the test. */
class Surroundings {
  state: WorkerState;
  run: RunState = runStateProjection.initial;
  ready: TaskNumber[] = [];
  unacked: Delivery[] = [];
  ackedOf = new Set<string>();
  atWork: Delivery[] = [];
  suspended: Delivery[] = [];
  #answers: WorkerStimulus[] = [];
  #consumer: AckMode | null = null;
  #connected = false;
  #tag = 0;
  #attempts = new Map<TaskNumber, number>();
  #finished = new Set<string>();
  #concurrency: number;
  #seq = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
    const who = { arm: ARM, worker: "w1" as WorkerId, concurrency };
    this.state = newWorker(who, { prefetch: "unlimited", ack: "manual" });
    const scenario = {
      preset: null,
      seed: 1,
      workload: [],
      arms: [{ arm: ARM, strategy: EAGER, workers: [] }],
      faults: [],
    };
    const broker = { kind: "other", product: "a model", version: "" } as const;
    this.#report({
      type: "run-opened",
      formatVersion: 2,
      release: null,
      runId: "r" as RunId,
      scenario,
      broker,
    });
    for (let task = 1; task <= TASKS; task++) {
      this.ready.push(task as TaskNumber);
      const published = { arm: ARM, task: task as TaskNumber, text: "t.", serviceMs: 1000 };
      this.#report({ type: "published", ...published, persistent: false });
    }
  }

  hear(stimulus: WorkerStimulus): void {
    const { state, reports, instructions } = stepOf(this.state, stimulus);
    this.state = state;
    for (const report of reports) this.#report(report);
    for (const instruction of instructions) {
      if (instruction.to === "broker") this.#ask(instruction);
      else this.#work(instruction);
    }
    expect(this.atWork.length).toBeLessThanOrEqual(this.#concurrency);
    expect(violations(this.run)).toEqual([]);
    const arm = this.run.arms[0]!;
    expect(brokerExpectedCount(arm), "ready and unacked").toBe(
      this.ready.length + this.unacked.length,
    );
  }

  /** The broker sends the next task, if it has a consumer to send it to. */
  deliver(): void {
    const task = this.#consumer === null ? undefined : this.ready.shift();
    if (task === undefined || this.#consumer === null) return;
    const attempt = (this.#attempts.get(task) ?? 0) + 1;
    this.#attempts.set(task, attempt);
    const ack = this.#consumer;
    const redelivered = attempt > 1;
    const tag = ++this.#tag;
    const delivery = aDelivery(task, { attempt, tag, ack, redelivered });
    if (ack === "manual") this.unacked.push(delivery);
    this.hear({ type: "delivered", delivery });
  }

  /** Some work ends. */
  endWork(at: number): void {
    const delivery = this.atWork[at % Math.max(1, this.atWork.length)];
    if (!delivery) return;
    this.atWork = this.atWork.filter((one) => one !== delivery);
    this.#finished.add(nameOf(delivery));
    this.hear({ type: "work-done", delivery });
  }

  /** The broker answers what it was asked first. */
  answer(): void {
    const answer = this.#answers.shift();
    if (answer?.type === "cancelled") this.#consumer = null;
    if (answer) this.hear(answer);
  }

  /** Whoever suspends a worker waits for the broker's answer before it tells it to consume anew. */
  consumeAnew(stimulus: WorkerStimulus): void {
    while (this.#answers.length > 0) this.answer();
    this.hear(stimulus);
  }

  loseConnection(replyCode: number | null): void {
    if (!this.#connected) return;
    this.#disconnect();
    this.hear({ type: "connection-lost", replyCode });
  }

  /** It hangs and is taken for dead, with a task in hand; what happens next finds it coming back. */
  giveUp(): void {
    this.deliver();
    this.hear({ type: "hang", heartbeats: false });
    this.loseConnection(null);
    this.hear({ type: "resume" });
  }

  #report(event: RunEvent): void {
    const logged: Logged = { ...event, seq: ++this.#seq as Seq, atMs: moment(this.#seq) };
    this.run = runStateProjection.evolve(this.run, logged);
  }

  #ask(instruction: ToBroker): void {
    switch (instruction.do) {
      case "connect":
        expect(this.#connected).toBe(false);
        this.#connected = true;
        break;
      case "consume":
        expect(this.unacked.length, "nothing of the channel before").toBe(0);
        this.#consumer = instruction.settings.ack;
        break;
      case "cancel":
        this.#answers.push({ type: "cancelled" });
        break;
      case "ack": {
        const delivery = this.#take(instruction.tag);
        expect(this.#finished, "worked on before").toContain(nameOf(delivery));
        break;
      }
      case "nack":
      case "reject": {
        const { task } = this.#take(instruction.tag);
        if (instruction.requeue) this.#putBack(task);
        break;
      }
      case "ack-late": {
        const { delivery } = instruction;
        expect(this.#finished, "worked on before").toContain(nameOf(delivery));
        this.#answers.push({ type: "ack-refused", delivery, replyCode: 406, replyText: "" });
        break;
      }
      case "heartbeats":
        break;
      case "close":
      case "cut":
        this.#disconnect();
    }
  }

  #work({ do: what, delivery }: ToWork): void {
    const isIt = (one: Delivery) => nameOf(one) === nameOf(delivery);
    const has = { atWork: this.atWork.some(isIt), suspended: this.suspended.some(isIt) };
    this.atWork = this.atWork.filter((one) => !isIt(one));
    this.suspended = this.suspended.filter((one) => !isIt(one));
    if (what === "start") expect(has).toEqual({ atWork: false, suspended: false });
    else if (what === "resume") expect(has).toEqual({ atWork: false, suspended: true });
    else if (what === "cancel") expect(has.atWork || has.suspended).toBe(true);
    else expect(has).toEqual({ atWork: true, suspended: false });
    if (what === "suspend") this.suspended.push(delivery);
    else if (what !== "cancel") this.atWork.push(delivery);
  }

  /** What is acknowledged or refused must be out with the worker on this very channel: never twice. */
  #take(tag: number): Delivery {
    const delivery = this.unacked.find((one) => one.tag === tag);
    this.unacked = this.unacked.filter((one) => one.tag !== tag);
    if (!delivery) throw new Error(`delivery ${tag} is not out`);
    return delivery;
  }

  #putBack(task: TaskNumber): void {
    this.ready = [...this.ready, task].sort((a, b) => a - b);
  }

  #disconnect(): void {
    this.#connected = false;
    this.#consumer = null;
    this.#answers = [];
    for (const { task } of this.unacked.splice(0)) this.#putBack(task);
  }
}

function nameOf({ task, attempt }: Delivery): string {
  return `${task}, delivery ${attempt}`;
}

const told = fc.oneof(
  fc.constantFrom<WorkerStimulus>(
    { type: "come" },
    { type: "attach" },
    { type: "suspend" },
    { type: "consume", settings: { prefetch: 1, ack: "manual" } },
    { type: "consume", settings: { prefetch: "unlimited", ack: "auto" } },
  ),
  fc.constantFrom<WorkerStimulus>(
    { type: "pause" },
    { type: "hang", heartbeats: true },
    { type: "hang", heartbeats: false },
    { type: "resume" },
    { type: "resume" },
    { type: "set-speed", speed: 2 },
    { type: "set-acking", acking: false },
    { type: "set-acking", acking: true },
    { type: "nack", requeue: true },
    { type: "reject", requeue: false },
    { type: "stop" },
    { type: "kill" },
    { type: "restart" },
    { type: "broker-lost" },
  ),
);
const happening = fc.oneof(
  { weight: 4, arbitrary: told },
  { weight: 4, arbitrary: fc.constant("deliver") },
  { weight: 2, arbitrary: fc.constant("answer") },
  { weight: 4, arbitrary: fc.nat(3) },
  { weight: 1, arbitrary: fc.constantFrom("goodbye", "silence", "given up") },
);

it("whatever happens: never acks what it has not worked on, never twice, at most c at once; nothing is lost unsaid", () => {
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 80 }),
      fc.integer({ min: 1, max: 3 }),
      (all, c) => {
        const around = new Surroundings(c);
        around.hear({ type: "come" });
        around.hear({ type: "attach" });
        for (const one of all) {
          if (one === "deliver") around.deliver();
          else if (one === "answer") around.answer();
          else if (one === "goodbye") around.loseConnection(320);
          else if (one === "silence") around.loseConnection(null);
          else if (one === "given up") around.giveUp();
          else if (typeof one === "number") around.endWork(one);
          else if (one.type === "consume") around.consumeAnew(one);
          else around.hear(one);
        }
        around.hear({ type: "close" });
        expect(around.atWork.length + around.suspended.length, "work left over").toBe(0);
      },
    ),
    { numRuns: 500 },
  );
});
