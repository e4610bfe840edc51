import type { Channel } from "#broker/core/channel/channel.ts";
import type { ReturnCounts } from "#shared/run-log/run-event.ts";
import type { Timer } from "#shared/kernel/timer-heap.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import { endsOf } from "#workers/machine/delivery-limit.ts";
import { workOf } from "#workers/machine/work-of.ts";
import { TimedWork, type Work } from "#workers/machine/timed-work.ts";
import type { Consequences, Reports } from "#workers/machine/consequences.ts";
import { advance } from "#workers/machine/worker-machine.ts";
import { isPresent, type Delivery, type WorkerState } from "#workers/machine/worker-state.ts";
import type {
  ToBroker,
  WorkerInstruction,
  WorkerStimulus,
} from "#workers/machine/worker-stimulus.ts";
import { DELIVERIES_WITHOUT_END } from "#shared/scenario/poison.ts";
import type { Agenda } from "./agenda.ts";
import type { Lane } from "./lane.ts";
import type { SimulatedQueue } from "./simulated-queue.ts";

/** Connecting, opening a channel, asking to consume: each there and back (DS3). */
export const HOPS_TO_ATTACH = 12;

/** One stay of a worker at the broker. What is still on its way when it ends, is lost with it. */
export interface Line {
  readonly worker: SimulatedWorker;
  channel: Channel<NumberedTask> | undefined;
}

/** On its way from the broker to a worker: a message, or an answer. */
export interface Said {
  readonly line: Line;
  readonly task: NumberedTask | null;
  readonly deliveryTag: number;
  readonly redelivered: boolean;
  readonly returns: ReturnCounts;
  readonly answer: WorkerStimulus | null;
}

/** On its way from a worker to the broker. */
export interface Asked {
  readonly line: Line;
  readonly ask: Exclude<ToBroker, { readonly do: "connect" | "heartbeats" }>;
}

export interface WorkerDeps {
  readonly agenda: Agenda;
  readonly queue: SimulatedQueue;
  readonly toBroker: Lane<Asked>;
  readonly toWorkers: Lane<Said>;
  /** How long the broker believes in somebody silent. Lab time. */
  readonly patienceMs: number;
  readonly reports: Reports;
  readonly nextAttempt: (task: NumberedTask) => number;
}

/** The thin line around a worker's machine: its broker is a core, its clock an agenda. */
export class SimulatedWorker {
  readonly #deps: WorkerDeps;
  readonly #work: Work;
  /** Obeyed at once: nothing of it comes back within a step. */
  readonly #then: Consequences;
  #state: WorkerState;
  #line: Line = { worker: this, channel: undefined };
  #due: Timer | undefined;
  /** When the broker gives it up, while it is silent. */
  #giveUp: Timer | undefined;

  constructor(state: WorkerState, deps: WorkerDeps) {
    this.#state = state;
    this.#deps = deps;
    const { agenda, reports } = deps;
    this.#then = {
      ...reports,
      instruct: (instruction) => {
        this.#carryOut(instruction);
      },
    };
    const clock = {
      nowMs: () => agenda.nowMs,
      at: (dueMs: number, callback: () => void) =>
        (this.#due = agenda.at(dueMs, agenda.nowHops, callback)),
      cancel: (timer: Timer) => {
        agenda.cancel(timer);
      },
    };
    this.#work = new TimedWork(clock, (delivery) => {
      if (this.#goesRoundForEver(delivery)) return;
      this.tell({ type: "work-done", delivery });
    });
  }

  /** What fails and comes back without end is told until that is plain, and no further. */
  #goesRoundForEver({ isPoison, ack, attempt }: Delivery): boolean {
    const { deliveryLimit, keepsDead } = this.#deps.queue.limit;
    if (!isPoison || ack === "auto" || keepsDead || deliveryLimit !== undefined) return false;
    return attempt >= DELIVERIES_WITHOUT_END;
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** When the work it began last will be done, if nothing changes. */
  get due(): Timer | undefined {
    return this.#due;
  }

  tell(stimulus: WorkerStimulus): void {
    this.#state = advance(this.#state, stimulus, this.#then);
  }

  #carryOut(instruction: WorkerInstruction): void {
    if (instruction.to === "work") this.#work.carryOut(instruction);
    else this.#ask(instruction);
  }

  /** What was said to it has come. */
  hear({ line, task, deliveryTag, redelivered, returns, answer }: Said): void {
    const isGone = line !== this.#line;
    if (answer !== null && !isGone) this.tell(answer);
    if (task === null) return;
    const { settings, who } = this.#state;
    const { ack } = settings;
    if (isGone) {
      // Without acks nobody has it any more.
      const why = "auto-acked-worker-gone";
      if (ack === "auto")
        this.#deps.reports.report({ type: "lost", arm: who.arm, task: task.task, why });
      return;
    }
    const delivery: Delivery = {
      task: task.task,
      attempt: this.#deps.nextAttempt(task),
      tag: deliveryTag,
      ack,
      redelivered,
      returns,
      ...endsOf(returns, this.#deps.queue.limit),
      ...workOf(task.text, task.serviceMs),
      late: false,
    };
    this.tell({ type: "delivered", delivery });
  }

  /** It is done with what it works on, whatever the clock says. */
  finish(delivery: Delivery): void {
    this.#work.carryOut({ to: "work", do: "cancel", delivery });
    this.tell({ type: "work-done", delivery });
  }

  /** The same, if it is at that task. */
  finishTask(task: TaskNumber): void {
    if (!isPresent(this.#state)) return;
    const running = this.#state.running.find((one) => one.task === task);
    if (running) this.finish(running);
  }

  /** Nothing is delivered to it any more. */
  detach(): void {
    this.#line.channel?.cancelAll();
  }

  /** The broker is gone, and with it whatever was on its way there. */
  loseBroker(): void {
    this.#line.channel?.close();
    this.#line.channel = undefined;
    this.tell({ type: "broker-lost" });
  }

  #ask(ask: ToBroker): void {
    const { agenda, toBroker } = this.#deps;
    const line = this.#line;
    switch (ask.do) {
      case "connect":
        agenda.at(agenda.nowMs, agenda.nowHops + HOPS_TO_ATTACH, () => {
          this.tell({ type: "attach" });
        });
        break;
      case "consume":
        // What it takes to get there is among the hops to attach. Anew, it asks after all it said before.
        if (line.channel === undefined) this.obey({ line, ask });
        else toBroker.send({ line, ask });
        break;
      case "heartbeats":
        this.#sendHeartbeats(ask.sending);
        break;
      case "cut":
      case "close":
        this.#sendHeartbeats(true);
        toBroker.send({ line, ask });
        this.#line = { worker: this, channel: undefined };
        break;
      default:
        toBroker.send({ line, ask });
    }
  }

  #sendHeartbeats(sending: boolean): void {
    const { agenda, patienceMs } = this.#deps;
    if (this.#giveUp) agenda.cancel(this.#giveUp);
    this.#giveUp = sending
      ? undefined
      : agenda.at(agenda.nowMs + patienceMs, agenda.nowHops, () => {
          this.beGivenUp();
        });
  }

  /** The broker takes it for dead: what it has not acknowledged is ready again. */
  beGivenUp(): void {
    const { channel } = this.#line;
    this.#line.channel = undefined;
    this.tell({ type: "connection-lost", replyCode: null });
    channel?.close();
  }

  /** The broker does what it was asked. */
  obey({ line, ask }: Asked): void {
    const { queue, toWorkers } = this.#deps;
    const { channel } = line;
    const { worker: tag } = this.#state.who;
    switch (ask.do) {
      case "consume":
        line.channel = queue.consume(
          tag,
          ask.settings,
          (deliveryTag, task, redelivered, returns) => {
            toWorkers.send({ line, task, deliveryTag, redelivered, returns, answer: null });
          },
        );
        channel?.close();
        break;
      case "ack":
        channel?.ack(ask.tag, false);
        break;
      case "nack":
        channel?.nack(ask.tag, false, ask.requeue);
        break;
      case "reject":
        channel?.reject(ask.tag, ask.requeue);
        break;
      case "cancel":
        channel?.cancel(tag);
        toWorkers.send(answerTo(line, { type: "cancelled" }));
        break;
      case "ack-late": {
        const { delivery } = ask;
        const replyText = `PRECONDITION_FAILED - unknown delivery tag ${delivery.tag}`;
        const refused = { type: "ack-refused", delivery, replyCode: 406, replyText } as const;
        toWorkers.send(answerTo(line, refused));
        break;
      }
      case "close":
      case "cut":
        channel?.close();
        line.channel = undefined;
    }
  }
}

function answerTo(line: Line, answer: WorkerStimulus): Said {
  return { line, task: null, deliveryTag: 0, redelivered: false, returns: {}, answer };
}
