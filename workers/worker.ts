import type { ConsumeMessage } from "amqplib";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { serviceMsOf } from "#shared/scenario/workload.ts";
import { BrokerConnection } from "./connection.ts";
import { Consumer, type ConsumerSettings } from "./consumer.ts";
import { taskOf, type Delivery } from "./delivery.ts";
import { Hands } from "./hands.ts";
import { ackLate, LateWork } from "./late-work.ts";
import type { WorkClock } from "./work.ts";

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

/** Short, so that nobody waits long to see a silent worker given up. */
const HEARTBEAT_S = 3;

type LeftHow = Extract<RunEvent, { type: "worker-left" }>["how"];

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
  #hands: Hands;
  #connection: BrokerConnection | null = null;
  #consumer: Consumer | null = null;
  /** The latest consume, under way or done. */
  #consuming: Promise<void> = Promise.resolve();
  /** What to do once its hands are empty. */
  #whenIdle: "wait" | "consume" | "leave" = "wait";
  #halt: "paused" | "hung" | null = null;
  #hasHeartbeats = true;
  #acking = true;
  #joined = false;
  #leaving = false;
  #left: LeftHow | "run over" | null = null;
  /** What it was at when the broker gave it up. */
  #abandoned: LateWork | null = null;
  /** What a worker of its name was at, and it goes on with. */
  #late: LateWork | null = null;

  constructor(options: WorkerOptions, ports: WorkerPorts) {
    this.id = options.worker;
    this.#options = options;
    this.#ports = ports;
    this.#speed = options.speed;
    this.#settings = options.settings;
    this.#hands = new Hands(options.speed, {
      clock: ports.clock,
      onStarted: ({ ref }) => {
        ports.report({ type: "started", ...ref });
      },
      onFinished: (delivery) => {
        this.#finished(delivery);
      },
      onIdle: () => {
        this.#idle();
      },
    });
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

  /** What it would go on with, though the broker has taken it back. */
  get abandoned(): LateWork | null {
    return this.#abandoned;
  }

  /** @throws Error when the broker cannot be reached. */
  async connect(): Promise<void> {
    const { url, connectionName: name } = this.#options;
    const connection = await BrokerConnection.open({
      url,
      name,
      heartbeatS: HEARTBEAT_S,
      onLost: () => {
        this.#vanish(this.#hasHeartbeats ? "broker-lost" : "missed-heartbeats");
      },
    });
    this.#connection = connection;
    if (this.#left !== null) await connection.close();
  }

  /** Attaches to the queue; the first message may be here before this resolves. */
  async join(): Promise<void> {
    if (this.#left !== null) return;
    this.#reportJoined();
    await this.#consume();
  }

  /** Comes back, ends what it was at, acknowledges it to a broker that no longer waits for it, then consumes. */
  async joinLate(late: LateWork): Promise<void> {
    if (this.#left !== null || !this.#connection) return;
    this.#reportJoined();
    this.#late = late;
    await late.finish(this.#speed, this.#ports);
    if (this.#isGone()) return;
    await ackLate(this.#connection, late.delivery, this.#ports.report);
    if (!this.#isGone()) await this.#consume();
  }

  setSpeed(speed: number): void {
    if (this.#left !== null) return;
    this.#speed = speed;
    this.#hands.setSpeed(speed);
    if (!this.#joined) return;
    this.#ports.report({ type: "worker-speed-changed", ...this.#ref(), speed });
  }

  pause(): void {
    if (this.#left !== null || this.#halt !== null) return;
    this.#halt = "paused";
    this.#hands.halt();
    this.#ports.report({ type: "worker-paused", ...this.#ref() });
  }

  /** @param heartbeats false: the broker will take it for dead. */
  hang(heartbeats: boolean): void {
    if (this.#left !== null) return;
    if (this.#halt === "hung" && this.#hasHeartbeats === heartbeats) return;
    this.#halt = "hung";
    this.#hands.halt();
    this.#setHeartbeats(heartbeats);
    this.#ports.report({ type: "worker-hung", ...this.#ref(), heartbeats });
  }

  /** Ends a pause or a hang. */
  goOn(): void {
    if (this.#left !== null || this.#halt === null) return;
    this.#halt = null;
    this.#setHeartbeats(true);
    this.#ports.report({ type: "worker-resumed", ...this.#ref() });
    this.#hands.goOn();
  }

  setAcking(acking: boolean): void {
    if (this.#left !== null || this.#acking === acking) return;
    this.#acking = acking;
    this.#ports.report({ type: "worker-acking-changed", ...this.#ref(), acking });
  }

  /** @returns false when it has nothing it could give back. */
  giveBack(how: "nack" | "reject", requeue: boolean): boolean {
    if (this.#left !== null || this.#hands.all[0]?.ack !== "manual") return false;
    const delivery = this.#hands.letGo();
    if (!delivery) return false;
    const { channel, message, ref } = delivery;
    if (how === "nack") channel.nack(message, false, requeue);
    else channel.reject(message, requeue);
    this.#ports.report({ type: how === "nack" ? "nacked" : "rejected", ...ref, requeue });
    this.#hands.next();
    return true;
  }

  /** Stops deliveries; what was delivered stays with it. */
  async suspend(): Promise<void> {
    if (!this.#leaving) this.#whenIdle = "wait";
    await this.#consuming;
    if (!this.#isGone()) await this.#consumer?.cancel();
  }

  /**
   * After `suspend`: gives back what it holds and consumes on a new channel (prefetch is
   * fixed when a consumer starts) as soon as its hands are empty.
   */
  async resume(settings: ConsumerSettings): Promise<void> {
    this.#settings = settings;
    if (this.leaving || !this.#joined) return;
    this.#giveBackHeld();
    if (this.#hands.isBusy) this.#whenIdle = "consume";
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
    if (this.#halt === "paused") this.goOn();
    await this.suspend();
    if (this.#isGone()) return;
    this.#giveBackHeld();
    for (const { ref } of this.#hands.remove(() => true)) this.#reportLost(ref.task);
    if (this.#hands.isBusy) this.#whenIdle = "leave";
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
    this.#late?.cancel();
    this.#hands.drop();
    await this.#connection?.close();
  }

  #ref(): { readonly arm: ArmId; readonly worker: WorkerId } {
    return { arm: this.#options.arm, worker: this.id };
  }

  #isGone(): boolean {
    return this.#left !== null;
  }

  #reportJoined(): void {
    this.#joined = true;
    this.#ports.report({ type: "worker-joined", ...this.#ref(), speed: this.#speed });
  }

  #setHeartbeats(heartbeats: boolean): void {
    if (heartbeats === this.#hasHeartbeats) return;
    this.#hasHeartbeats = heartbeats;
    if (heartbeats) this.#connection?.resumeHeartbeats();
    else this.#connection?.stopHeartbeats();
  }

  #consume(): Promise<void> {
    this.#whenIdle = "wait";
    this.#consuming = this.#startConsumer().catch(() => {
      this.#vanish("broker-lost");
    });
    return this.#consuming;
  }

  async #startConsumer(): Promise<void> {
    if (!this.#connection) throw new Error(`${this.id} is not connected`);
    const before = this.#consumer;
    this.#consumer = await Consumer.start(this.#connection, {
      ...this.#settings,
      queue: this.#options.queue,
      consumerTag: this.id,
      onMessage: (consumer, message) => {
        this.#ports.clock.moment(() => {
          this.#arrived(consumer, message);
        });
      },
      onLost: () => {
        this.#vanish("broker-lost");
      },
    });
    await before?.close();
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
    this.#hands.take({ ref, ack, serviceMs, channel, message });
  }

  #finished({ ref, ack, channel, message }: Delivery): void {
    this.#ports.report({ type: "finished", ...ref });
    if (ack === "auto" || !this.#acking) return;
    channel.ack(message);
    this.#ports.report({ type: "acked", ...ref });
  }

  #idle(): void {
    if (this.#whenIdle === "leave") this.#depart();
    else if (this.#whenIdle === "consume") void this.#consume();
  }

  /** Under auto-ack the broker has no copy to take back. */
  #giveBackHeld(): void {
    for (const { ref, channel, message } of this.#hands.remove(({ ack }) => ack === "manual")) {
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
    await this.#consumer?.close();
    await this.#connection?.close();
  }

  #vanish(how: LeftHow): void {
    if (this.#left !== null) return;
    this.#left = how;
    this.#late?.cancel();
    const [inHand] = this.#hands.isBusy ? this.#hands.all : [];
    if (how === "missed-heartbeats" && inHand?.ack === "manual") {
      this.#abandoned = new LateWork(inHand, this.#hands.leftMs);
    }
    const lost = this.#hands.all.filter(({ ack }) => ack === "auto");
    this.#hands.drop();
    if (this.#joined) {
      for (const { ref } of lost) this.#reportLost(ref.task);
      this.#ports.report({ type: "worker-left", ...this.#ref(), how });
    }
    this.#connection?.kill();
  }

  #reportLost(task: TaskNumber): void {
    const { arm } = this.#options;
    this.#ports.report({ type: "lost", arm, task, why: "auto-acked-worker-gone" });
  }
}
