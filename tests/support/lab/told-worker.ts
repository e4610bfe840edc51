import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { AckMode } from "#shared/scenario/strategy.ts";
import { attemptEvent, receivedEvent } from "#workers/machine/consequences.ts";
import { advance } from "#workers/machine/worker-machine.ts";
import {
  newWorker,
  type ConsumerSettings,
  type Delivery,
  type WorkerState,
} from "#workers/machine/worker-state.ts";
import type { WorkerInstruction, WorkerStimulus } from "#workers/machine/worker-stimulus.ts";

export function aDelivery(task: number, rest: Partial<Delivery> = {}): Delivery {
  return {
    task: task as TaskNumber,
    attempt: 1,
    tag: task,
    ack: "manual",
    redelivered: false,
    returns: {},
    dropsWhen: "never",
    keepsDead: false,
    keepsDropped: false,
    isLastTry: false,
    serviceMs: 1000,
    isPoison: false,
    late: false,
    ...rest,
  };
}

interface WorkerStep {
  readonly state: WorkerState;
  readonly reports: readonly RunEvent[];
  readonly instructions: readonly WorkerInstruction[];
}

/** A step of a worker's machine, with what comes of it as objects. */
export function stepOf(state: WorkerState, stimulus: WorkerStimulus): WorkerStep {
  const reports: RunEvent[] = [];
  const instructions: WorkerInstruction[] = [];
  const next = advance(state, stimulus, {
    received: (who, receipt) => reports.push(receivedEvent(who, receipt)),
    attempt: (stage, who, attempt) => reports.push(attemptEvent(stage, who, attempt)),
    report: (event) => reports.push(event),
    instruct: (instruction) => instructions.push(instruction),
  });
  return { state: next, reports, instructions };
}

/** A worker of arm A on its own: it is told what happens, and what comes of it is told in words. */
export class ToldWorker {
  state: WorkerState;

  constructor(concurrency = 1, settings: ConsumerSettings = { prefetch: 1, ack: "manual" }) {
    this.state = newWorker({ arm: "A", worker: "w1" as WorkerId, concurrency }, settings);
  }

  /** Connected, and its consumer is there. */
  static attached(concurrency = 1): ToldWorker {
    const told = new ToldWorker(concurrency);
    told.hears({ type: "come" }, { type: "attach" });
    return told;
  }

  /** @returns what it said and did, in order: `finished 1, acked 1, started 2 → ack 1, start 2`. */
  hears(...stimuli: readonly WorkerStimulus[]): string {
    const steps = stimuli.map((stimulus) => {
      const { state, reports, instructions } = stepOf(this.state, stimulus);
      this.state = state;
      const parts = [reports.map(reported), instructions.map(instructed)];
      return parts.map((words) => words.join(", ")).join(" → ");
    });
    return steps.map((one) => one.replace(/ → $/, "").replace(/^ → /, "→ ")).join("; ");
  }

  isDelivered(...tasks: readonly number[]): string {
    return this.hears(
      ...tasks.map((task) => ({ type: "delivered", delivery: aDelivery(task) }) as const),
    );
  }

  isDeliveredBy(ack: AckMode, ...tasks: readonly number[]): string {
    return this.hears(
      ...tasks.map((task) => ({ type: "delivered", delivery: aDelivery(task, { ack }) }) as const),
    );
  }

  /** The work on `task` is done. */
  ends(task: number): string {
    return this.hears({ type: "work-done", delivery: aDelivery(task) });
  }
}

function reported(event: RunEvent): string {
  switch (event.type) {
    case "worker-left":
      return `left ${event.how}`;
    case "worker-speed-changed":
      return `speed ${event.speed}`;
    case "worker-acking-changed":
      return event.acking ? "acks" : "forgets acks";
    case "worker-hung":
      return event.heartbeats ? "hung" : "hung silently";
    case "ack-refused":
      return `ack-refused ${event.task} ${event.replyCode}`;
    case "nacked":
    case "rejected":
      return `${event.type} ${event.task}${event.requeue ? "" : " for good"}`;
    default:
      return event.type.replace("worker-", "") + ("task" in event ? ` ${event.task}` : "");
  }
}

function instructed(one: WorkerInstruction): string {
  if (one.to === "work") {
    const speed = "speed" in one && one.speed !== 1 ? ` at ${one.speed}` : "";
    return `${one.do} ${one.delivery.task}${speed}`;
  }
  switch (one.do) {
    case "ack":
      return `ack ${one.tag}`;
    case "ack-late":
      return `ack-late ${one.delivery.task}`;
    case "nack":
    case "reject":
      return `${one.do} ${one.tag}`;
    case "consume":
      return `consume ${one.settings.prefetch} ${one.settings.ack}`;
    case "heartbeats":
      return `heartbeats ${one.sending ? "on" : "off"}`;
    default:
      return one.do;
  }
}
