import type { ConsumeMessage } from "amqplib";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { AckMode } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { Consumer } from "./consumer.ts";
import { attemptEvent, receivedEvent, type Consequences } from "./machine/consequences.ts";
import { endsOf, type DeliveryLimit } from "./machine/delivery-limit.ts";
import { workOf } from "./machine/work-of.ts";
import type { Work } from "./machine/timed-work.ts";
import { advance } from "./machine/worker-machine.ts";
import {
  newWorker,
  refusalOf,
  wouldComeBack,
  type Conduct,
  type ConsumerSettings,
  type Delivery,
  type Who,
  type WorkerState,
} from "./machine/worker-state.ts";
import type { FromBroker, WorkerInstruction, WorkerStimulus } from "./machine/worker-stimulus.ts";
import { fromOutside, returnsIn, taskOf, workIn, type FromOutside } from "./message.ts";
import { WorkerLine } from "./worker-line.ts";

export interface WorkerOptions {
  readonly who: Who;
  readonly settings: ConsumerSettings;
  readonly conduct: Partial<Conduct>;
  readonly connectionName: string;
  readonly queue: string;
}

/** Which task of an arm a message is. */
export interface ArmTasks {
  /** Whether the run itself has published `task` in it. */
  readonly knows: (task: TaskNumber) => boolean;
  /** Of a message that somebody else published. */
  readonly adopt: (message: FromOutside) => TaskNumber;
}

export interface WorkerDeps {
  readonly report: (event: RunEvent) => void;
  /** Where the broker is now. */
  readonly url: () => string;
  /** What `act` does happens at one moment of lab time. */
  readonly moment: (act: () => void) => void;
  /** Who does its work. */
  readonly workOf: (onDone: (delivery: Delivery) => void) => Work;
  readonly tasks: ArmTasks;
  /** Counts a delivery of `task` in this arm. */
  readonly nextAttempt: (task: TaskNumber) => number;
  /** What its queue drops. */
  readonly limit: () => DeliveryLimit;
  /** It went without meaning to, and comes back as soon as it is told to. */
  readonly onLost: () => void;
  /** The broker says that its queue is not there. */
  readonly onQueueLost: () => void;
  /** It connects anew, by what it was told: it is to be attached in its turn. */
  readonly onReturn: (worker: Worker) => void;
  /** It goes on where it was. */
  readonly onResumed: (worker: Worker) => void;
}

export type Acted = "done" | NonNullable<ReturnType<typeof refusalOf>>;

/** A worker of the machine's, on a line to a broker. Keeps its state over as many connections as it takes. */
export class Worker {
  readonly id: WorkerId;
  #options: WorkerOptions;
  #deps: WorkerDeps;
  #state: WorkerState;
  #work: Work;
  /** Obeyed at once: nothing of it comes back within a step. */
  readonly #then: Consequences;
  /** The last one it opened. */
  #line: WorkerLine | null = null;

  constructor(options: WorkerOptions, deps: WorkerDeps) {
    const { who, settings, conduct } = options;
    this.id = who.worker;
    this.#options = options;
    this.#deps = deps;
    this.#state = newWorker(who, settings, conduct);
    this.#work = deps.workOf((delivery) => {
      this.hear({ type: "work-done", delivery });
    });
    const { report } = deps;
    this.#then = {
      received: (whose, receipt) => {
        report(receivedEvent(whose, receipt));
      },
      attempt: (stage, whose, attempt) => {
        report(attemptEvent(stage, whose, attempt));
      },
      report,
      instruct: (instruction) => {
        this.#carryOut(instruction);
      },
    };
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** Its present connection, or the last: which is another one each time it comes. */
  get line(): WorkerLine | null {
    return this.#line;
  }

  /** Resolves when the broker has answered all it was asked so far. */
  get answered(): Promise<void> {
    return this.#line?.answered ?? Promise.resolve();
  }

  /** What it can do about it now; what takes time goes on after this returns. */
  act(action: WorkerAction): Acted {
    const refusal = refusalOf(this.#state, action);
    if (refusal) return refusal;
    const line = this.#line;
    this.hear(action);
    if (this.#line !== line) this.#deps.onReturn(this);
    else if (action.type === "resume") this.#deps.onResumed(this);
    return "done";
  }

  hear(stimulus: WorkerStimulus): void {
    this.#deps.moment(() => {
      const before = this.#state;
      this.#state = advance(before, stimulus, this.#then);
      if (stimulus.type === "queue-lost") this.#deps.onQueueLost();
      if (before.is !== "away" && wouldComeBack(this.#state)) this.#deps.onLost();
    });
  }

  #carryOut(instruction: WorkerInstruction): void {
    if (instruction.to === "work") this.#work.carryOut(instruction);
    else if (instruction.do === "connect") this.#line = this.#connect();
    else this.#line?.carryOut(instruction);
  }

  #connect(): WorkerLine {
    const { connectionName, queue } = this.#options;
    return new WorkerLine(
      { url: this.#deps.url(), connectionName, queue, consumerTag: this.id },
      {
        hear: (stimulus) => {
          this.hear(stimulus);
        },
        read: (message, consumer) => this.#read(message, consumer),
      },
    );
  }

  #read(message: ConsumeMessage, { ack }: Consumer): FromBroker {
    const { tasks } = this.#deps;
    const named = taskOf(message);
    if (named !== null && tasks.knows(named)) {
      return this.#delivered(message, ack, { task: named, ...workIn(message) });
    }
    const seen = fromOutside(message);
    // It is a task as any other.
    const task = tasks.adopt(seen);
    return this.#delivered(message, ack, { task, ...workOf(seen.text, seen.serviceMs) });
  }

  #delivered(
    message: ConsumeMessage,
    ack: AckMode,
    asked: Pick<Delivery, "task" | "serviceMs" | "isPoison">,
  ): FromBroker {
    const { deliveryTag: tag, redelivered } = message.fields;
    const returns = returnsIn(message);
    const delivery: Delivery = {
      ...{ ...asked, tag, ack, redelivered, returns, late: false },
      attempt: this.#deps.nextAttempt(asked.task),
      ...endsOf(returns, this.#deps.limit()),
    };
    return { type: "delivered", delivery };
  }
}
