import type { ConsumeMessage } from "amqplib";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { serviceMsOfMessage } from "#shared/scenario/service-header.ts";
import { Acks } from "./acks.ts";
import { BrokerConnection } from "./connection.ts";
import { Consumer, type ConsumerSettings } from "./consumer.ts";
import { taskOf, type Delivery } from "./delivery.ts";
import { Hands } from "./hands.ts";
import {
  WORKER_HEARTBEAT_S,
  type LeftHow,
  type WorkerHabits,
  type WorkerOptions,
  type WorkerPorts,
} from "./worker-options.ts";
import { WorkerReports } from "./worker-reports.ts";

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
  #acks: Acks;
  #reports: WorkerReports;
  #connection: BrokerConnection | null = null;
  #consumer: Consumer | null = null;
  /** What it asked of the broker last, under way or done; never rejects. */
  #consuming: Promise<void> = Promise.resolve();
  /** What to do once its hands are empty. */
  #whenIdle: "wait" | "consume" | "leave" = "wait";
  #halt: "paused" | "hung" | null = null;
  #hasHeartbeats = true;
  #acking: boolean;
  #joined = false;
  #leaving = false;
  #left: LeftHow | "run over" | null = null;
  /** What it was at when the broker gave it up. */
  #abandoned: Delivery | null;

  constructor(options: WorkerOptions, ports: WorkerPorts) {
    this.id = options.worker;
    this.#options = options;
    this.#ports = ports;
    this.#speed = options.speed;
    this.#settings = options.settings;
    this.#acking = options.habits.acking;
    this.#abandoned = options.late;
    this.#reports = new WorkerReports(options.arm, options.worker, ports.report);
    this.#acks = new Acks(ports.report);
    this.#hands = new Hands(options.speed, {
      clock: ports.clock,
      onStarted: ({ ref, late }) => {
        ports.report({ type: late ? "late-work-started" : "started", ...ref });
      },
      onFinished: this.#finished.bind(this),
      onIdle: this.#idle.bind(this),
    });
    if (options.habits.paused) this.pause();
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

  /** Lost the broker, and will connect anew as soon as it can: unless it was leaving, or is stuck. */
  get wantsBack(): boolean {
    return this.#left === "broker-lost" && !this.#leaving && !this.isStuck;
  }

  /** Hung: it does nothing it is told until it goes on. */
  get isStuck(): boolean {
    return this.#halt === "hung";
  }

  /** Left while it was stuck, and has not noticed. */
  get isAbandoned(): boolean {
    return this.isStuck && (this.#left === "missed-heartbeats" || this.#left === "broker-lost");
  }

  /** What it would go on with, though the broker has taken it back. */
  get abandoned(): Delivery | null {
    return this.#abandoned;
  }

  get settings(): ConsumerSettings {
    return this.#settings;
  }

  get habits(): WorkerHabits {
    return { acking: this.#acking, paused: this.#halt === "paused" };
  }

  /** @throws Error when the broker cannot be reached. */
  async connect(): Promise<void> {
    const { url, connectionName: name } = this.#options;
    const connection = await BrokerConnection.open({
      url,
      name,
      heartbeatS: WORKER_HEARTBEAT_S,
      onLost: ({ code }) => {
        // Who goes on purpose says so; who takes us for dead says nothing.
        const silent = !this.#hasHeartbeats && code === null;
        this.#vanish(silent ? "missed-heartbeats" : "broker-lost");
      },
    });
    this.#connection = connection;
    connection.setHeartbeats(this.#hasHeartbeats);
    if (this.#left !== null) await connection.close();
  }

  /**
   * Attaches to the queue; the first message may be here before this resolves. One that comes back late
   * ends what it was at and acknowledges it, to a broker that no longer waits for it, and attaches then.
   */
  async join(): Promise<void> {
    if (this.#left !== null) return;
    const late = this.#abandoned;
    this.#abandoned = null;
    this.#joined = true;
    this.#reports.joined({
      speed: this.#speed,
      acking: this.#acking,
      halt: this.#halt,
      heartbeats: this.#hasHeartbeats,
    });
    if (late) {
      this.#whenIdle = "consume";
      this.#hands.take(late);
    } else await this.#consume();
  }

  setSpeed(speed: number): void {
    if (this.#left !== null) return;
    this.#speed = speed;
    this.#hands.setSpeed(speed);
    if (!this.#joined) return;
    this.#reports.speed(speed);
  }

  pause(): void {
    if (this.#left !== null || this.#halt !== null) return;
    this.#halt = "paused";
    this.#hands.halt();
    if (this.#joined) this.#reports.halted(this.#halt, this.#hasHeartbeats);
  }

  /** @param heartbeats false: the broker will take it for dead. */
  hang(heartbeats: boolean): void {
    if (this.#left !== null) return;
    if (this.#halt === "hung" && this.#hasHeartbeats === heartbeats) return;
    this.#halt = "hung";
    this.#hands.halt();
    this.#setHeartbeats(heartbeats);
    if (this.#joined) this.#reports.halted(this.#halt, this.#hasHeartbeats);
  }

  /** Ends a pause or a hang. */
  goOn(): void {
    if (this.#left !== null || this.#halt === null) return;
    this.#halt = null;
    this.#setHeartbeats(true);
    if (this.#joined) this.#reports.resumed();
    this.#hands.goOn();
    if (this.#leaving) void this.#finishUp();
  }

  setAcking(acking: boolean): void {
    if (this.#left !== null || this.#acking === acking) return;
    this.#acking = acking;
    if (this.#joined) this.#reports.acking(this.#acking);
  }

  /** @returns false when it has nothing it could give back. */
  giveBack(how: "nack" | "reject", requeue: boolean): boolean {
    const [next] = this.#hands.all;
    if (this.#left !== null || next?.ack !== "manual" || next.late) return false;
    const delivery = this.#hands.letGo();
    if (!delivery) return false;
    this.#acks.refuse(delivery, how, requeue);
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
    if (!this.#joined) return this.close();
    this.#leaving = true;
    if (this.#halt === "paused") this.goOn();
    else if (this.#halt === null) await this.#finishUp();
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
    this.#hands.drop();
    await this.#connection?.close();
  }

  #isGone(): boolean {
    return this.#left !== null;
  }

  #setHeartbeats(heartbeats: boolean): void {
    this.#hasHeartbeats = heartbeats;
    this.#connection?.setHeartbeats(heartbeats);
  }

  #consume(): Promise<void> {
    this.#whenIdle = "wait";
    return this.#ask(() => this.#startConsumer());
  }

  /** One thing after the other. What the broker can't be asked, it is lost for. */
  #ask(act: () => Promise<void>): Promise<void> {
    this.#consuming = this.#consuming.then(act).catch(() => {
      this.#vanish("broker-lost");
    });
    return this.#consuming;
  }

  async #startConsumer(): Promise<void> {
    if (this.#left !== null || !this.#connection) return;
    this.#acks.giveBackForgotten();
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
    const ref = { arm: this.#options.arm, worker: this.id, task, attempt };
    const { redelivered } = message.fields;
    this.#ports.report({ type: "received", ...ref, redelivered, ack });
    const serviceMs = serviceMsOfMessage(
      message.content.toString("utf8"),
      message.properties.headers,
    );
    this.#hands.take({ ref, ack, serviceMs, channel, message, late: false });
  }

  #finished(delivery: Delivery): void {
    const { ref, ack, late } = delivery;
    this.#ports.report({ type: "finished", ...ref });
    if (ack === "auto") return;
    if (!late && this.#acking) this.#acks.ack(delivery);
    else if (!late) this.#acks.forget(delivery);
    else if (this.#acking) void this.#ask(() => this.#acks.ackLate(delivery, this.#connection));
  }

  #idle(): void {
    if (this.#whenIdle === "leave") this.#depart();
    else if (this.#whenIdle === "consume") void this.#consume();
  }

  /** Stops deliveries, gives back what it holds, and goes when the task in hand is done. */
  async #finishUp(): Promise<void> {
    this.#whenIdle = "wait";
    await this.suspend();
    if (this.#isGone()) return;
    this.#giveBackHeld();
    this.#reports.lost(this.#hands.remove(({ ack }) => ack === "auto"));
    if (this.#hands.isBusy) this.#whenIdle = "leave";
    else this.#depart();
  }

  /** Under auto-ack the broker has no copy to take back. */
  #giveBackHeld(): void {
    this.#acks.giveBackForgotten();
    for (const one of this.#hands.remove(({ ack, late }) => ack === "manual" && !late)) {
      this.#acks.giveBack(one);
    }
  }

  #depart(): void {
    this.#left = "stopped";
    this.#reports.left("stopped");
    void this.#sayGoodbye();
  }

  /** The channel first: amqplib may send the connection's close ahead of the channel's last ack. */
  async #sayGoodbye(): Promise<void> {
    await this.#consuming;
    await this.#consumer?.close();
    await this.#connection?.close();
  }

  #vanish(how: LeftHow): void {
    if (this.#left !== null) return;
    this.#left = how;
    const [inHand] = this.#hands.isBusy ? this.#hands.all : [];
    if (this.isAbandoned && inHand?.ack === "manual") {
      this.#abandoned = { ...inHand, serviceMs: this.#hands.leftMs, late: true };
    }
    const lost = this.#hands.all.filter(({ ack }) => ack === "auto");
    this.#hands.drop();
    if (this.#joined) {
      this.#reports.lost(lost);
      this.#reports.left(how);
    }
    this.#connection?.kill();
  }
}
