import type { Channel, ConsumeMessage } from "amqplib";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { AckMode, Prefetch } from "#shared/scenario/strategy.ts";
import { serviceMsOf } from "#shared/scenario/workload.ts";
import { BrokerConnection } from "./connection.ts";
import { taskOf, type Delivery } from "./delivery.ts";
import { Work, type WorkClock } from "./work.ts";

export interface ConsumerSettings {
  readonly prefetch: Prefetch;
  readonly ack: AckMode;
}

export interface WorkerOptions {
  readonly url: string;
  readonly connectionName: string;
  readonly queue: string;
  readonly arm: ArmId;
  readonly worker: WorkerId;
  /** 1 works a dot in a second of lab time. */
  readonly speed: number;
  readonly settings: ConsumerSettings;
}

export interface WorkerPorts {
  readonly report: (event: RunEvent) => void;
  readonly clock: WorkClock;
  /** Counts a delivery of `task` in this arm, or `null` when no such task was published. */
  readonly nextAttempt: (task: TaskNumber) => number | null;
}

type LeftHow = Extract<RunEvent, { type: "worker-left" }>["how"];

interface Consumer {
  readonly channel: Channel;
  readonly ack: AckMode;
  /** Set once its cancellation was asked for; resolves with the broker's answer. */
  cancelled: Promise<void> | null;
}

/**
 * One consumer on a connection of its own. It works on one task at a time, in order of
 * arrival, and holds the rest; when its connection is gone, so is the worker.
 */
export class Worker {
  readonly id: WorkerId;
  #options: WorkerOptions;
  #ports: WorkerPorts;
  #speed: number;
  #settings: ConsumerSettings;
  #connection: BrokerConnection | null = null;
  #consumer: Consumer | null = null;
  /** The latest consume, under way or done. */
  #consuming: Promise<void> = Promise.resolve();
  #held: Delivery[] = [];
  #current: { readonly delivery: Delivery; readonly work: Work } | null = null;
  /** What to do once its hands are empty. */
  #whenIdle: "wait" | "consume" | "leave" = "wait";
  #joined = false;
  #leaving = false;
  #left: LeftHow | "run over" | null = null;

  constructor(options: WorkerOptions, ports: WorkerPorts) {
    this.id = options.worker;
    this.#options = options;
    this.#ports = ports;
    this.#speed = options.speed;
    this.#settings = options.settings;
  }

  get speed(): number {
    return this.#speed;
  }

  /** How it left, or `null` while it is there. */
  get left(): LeftHow | "run over" | null {
    return this.#left;
  }

  /** True once it was told to leave, even if it is still at its last task. */
  get leaving(): boolean {
    return this.#left !== null || this.#leaving;
  }

  /** @throws Error when the broker cannot be reached. */
  async connect(): Promise<void> {
    const { url, connectionName: name } = this.#options;
    const connection = await BrokerConnection.open({
      url,
      name,
      onLost: () => {
        this.#vanish("broker-lost");
      },
    });
    this.#connection = connection;
    if (this.#left !== null) await connection.close();
  }

  /** Attaches to the queue; the first message may be here before this resolves. */
  async join(): Promise<void> {
    if (this.#left !== null) return;
    this.#joined = true;
    this.#ports.report({ type: "worker-joined", ...this.#ref(), speed: this.#speed });
    await this.#consume();
  }

  setSpeed(speed: number): void {
    if (this.#left !== null) return;
    this.#speed = speed;
    if (!this.#joined) return;
    this.#ports.report({ type: "worker-speed-changed", ...this.#ref(), speed });
    this.#current?.work.setSpeed(speed);
  }

  /** Stops deliveries; what was delivered stays with it. */
  async suspend(): Promise<void> {
    if (!this.#leaving) this.#whenIdle = "wait";
    await this.#cancel();
  }

  /**
   * After `suspend`: gives back what it holds and consumes on a new channel (prefetch is
   * fixed when a consumer starts) as soon as its hands are empty.
   */
  async resume(settings: ConsumerSettings): Promise<void> {
    this.#settings = settings;
    if (this.leaving || !this.#joined) return;
    this.#giveBackHeld();
    if (this.#current) this.#whenIdle = "consume";
    else await this.#consume();
  }

  /** Gives back what it holds, finishes the task in hand, and goes. Resolves when that is under way. */
  async leave(): Promise<void> {
    if (this.leaving) return;
    if (!this.#joined) {
      await this.close();
      return;
    }
    this.#leaving = true;
    await this.suspend();
    if (this.#isGone()) return;
    this.#giveBackHeld();
    for (const { ref } of this.#held.splice(0)) this.#reportLost(ref.task);
    if (this.#current) this.#whenIdle = "leave";
    else this.#depart();
  }

  /** Dies on the spot, its socket cut. */
  kill(): void {
    this.#vanish("killed");
  }

  /** The broker is known to be gone, though this connection may not have noticed. */
  loseBroker(): void {
    this.#vanish("broker-lost");
  }

  /** After `suspend`, when the run is over: drops everything without a word. */
  async close(): Promise<void> {
    this.#left ??= "run over";
    this.#current?.work.cancel();
    await this.#connection?.close();
  }

  #ref(): { readonly arm: ArmId; readonly worker: WorkerId } {
    return { arm: this.#options.arm, worker: this.id };
  }

  #isGone(): boolean {
    return this.#left !== null;
  }

  async #cancel(): Promise<void> {
    await this.#consuming;
    const consumer = this.#consumer;
    if (!consumer || this.#isGone()) return;
    consumer.cancelled ??= consumer.channel.cancel(this.id).then(
      () => undefined,
      () => undefined, // The channel is gone: #vanish was told, or will be.
    );
    await consumer.cancelled;
  }

  #consume(): Promise<void> {
    this.#whenIdle = "wait";
    this.#consuming = this.#startConsumer().catch(() => {
      this.#vanish("broker-lost");
    });
    return this.#consuming;
  }

  async #startConsumer(): Promise<void> {
    const before = this.#consumer;
    const { prefetch, ack } = this.#settings;
    const channel = await this.#openChannel();
    const consumer: Consumer = { channel, ack, cancelled: null };
    this.#consumer = consumer;
    await channel.prefetch(prefetch === "unlimited" ? 0 : prefetch);
    await channel.consume(
      this.#options.queue,
      (message) => {
        this.#ports.clock.moment(() => {
          this.#arrived(consumer, message);
        });
      },
      { noAck: ack === "auto", consumerTag: this.id },
    );
    await before?.channel.close();
  }

  async #openChannel(): Promise<Channel> {
    if (!this.#connection) throw new Error(`${this.id} is not connected`);
    const channel = await this.#connection.openChannel();
    channel.on("error", () => {
      this.#vanish("broker-lost");
    });
    return channel;
  }

  #arrived({ channel, ack }: Consumer, message: ConsumeMessage | null): void {
    if (this.#left !== null) return;
    if (message === null) {
      // Someone deleted the queue.
      this.#vanish("broker-lost");
      return;
    }
    const task = taskOf(message);
    const attempt = task === null ? null : this.#ports.nextAttempt(task);
    if (task === null || attempt === null) {
      // Not of this run: somebody else publishes to our queue.
      if (ack === "manual") channel.reject(message, false);
      return;
    }
    const ref = { ...this.#ref(), task, attempt };
    const { redelivered } = message.fields;
    this.#ports.report({ type: "received", ...ref, redelivered, ack });
    const serviceMs = serviceMsOf(message.content.toString("utf8"));
    this.#held.push({ ref, ack, serviceMs, channel, message });
    this.#next();
  }

  #next(): void {
    if (this.#current) return;
    const delivery = this.#held.shift();
    if (delivery) this.#start(delivery);
    else if (this.#whenIdle === "leave") this.#depart();
    else if (this.#whenIdle === "consume") void this.#consume();
  }

  #start(delivery: Delivery): void {
    this.#ports.report({ type: "started", ...delivery.ref });
    const { serviceMs } = delivery;
    const work = new Work(this.#ports.clock, { serviceMs, speed: this.#speed }, () => {
      this.#finish(delivery);
    });
    this.#current = { delivery, work };
  }

  #finish({ ref, ack, channel, message }: Delivery): void {
    this.#current = null;
    this.#ports.report({ type: "finished", ...ref });
    if (ack === "manual") {
      channel.ack(message);
      this.#ports.report({ type: "acked", ...ref });
    }
    this.#next();
  }

  /** Under auto-ack the broker has no copy to take back. */
  #giveBackHeld(): void {
    const held = this.#held;
    this.#held = held.filter(({ ack }) => ack === "auto");
    for (const { ref, ack, channel, message } of held) {
      if (ack === "auto") continue;
      channel.nack(message, false, true);
      this.#ports.report({ type: "nacked", ...ref, requeue: true });
    }
  }

  #depart(): void {
    this.#left = "stopped";
    this.#ports.report({ type: "worker-left", ...this.#ref(), how: "stopped" });
    void this.#sayGoodbye();
  }

  /** The channel first: amqplib may send the connection's close ahead of the channel's last ack. */
  async #sayGoodbye(): Promise<void> {
    try {
      await this.#consumer?.channel.close();
    } catch {
      // Closed already.
    }
    await this.#connection?.close();
  }

  #vanish(how: LeftHow): void {
    if (this.#left !== null) return;
    this.#left = how;
    this.#current?.work.cancel();
    if (this.#joined) {
      const running = this.#current ? [this.#current.delivery] : [];
      for (const { ref, ack } of [...running, ...this.#held]) {
        if (ack === "auto") this.#reportLost(ref.task);
      }
      this.#ports.report({ type: "worker-left", ...this.#ref(), how });
    }
    this.#connection?.kill();
  }

  #reportLost(task: TaskNumber): void {
    const { arm } = this.#options;
    this.#ports.report({ type: "lost", arm, task, why: "auto-acked-worker-gone" });
  }
}
