import type { Journal } from "#broker/core/journal.ts";
import { MemoryGauge } from "#broker/core/memory-gauge.ts";
import { releaseNamed, type ReleaseName } from "#broker/core/release.ts";
import { routerFor } from "#broker/core/exchange/router-for.ts";
import { VirtualHost } from "#broker/core/virtual-host.ts";
import { ResourceAlarms } from "#broker/session/connection/resource-alarms.ts";
import { ConnectionSession, type Outgoing } from "#broker/session/connection/connection-session.ts";
import { dispatch } from "#broker/session/dispatch.ts";
import { Gate, onlyGuest, type PasswordCheck } from "#broker/session/connection/gate.ts";
import { handleConnectionMethod } from "#broker/session/methods/connection.ts";
import { serverProperties } from "#broker/session/connection/server-properties.ts";
import { reheaded } from "#broker/session/channel/reheaded.ts";
import { Unfinished } from "#broker/session/channel/unfinished.ts";
import { readProperties, type Content } from "#broker/wire/content.ts";
import type { FieldTable } from "#broker/wire/field-table.ts";
import { FrameSplitter } from "#broker/wire/frame-splitter.ts";
import { FRAME_HEARTBEAT } from "#broker/wire/frame.ts";
import type { MethodFields, MethodName } from "#broker/wire/methods.ts";
import { contentFrames, type SentProperties } from "./content-frames.ts";
import { Ear } from "./ear.ts";
import { methodFrame } from "./method-frame.ts";
import { wireLine } from "./wire-lines.ts";

export const PROTOCOL_HEADER = Uint8Array.of(0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1);

interface PeerOptions {
  readonly fromLoopback?: boolean;
  /** Others than the peer's own are on the same broker when they share this. */
  readonly bench?: Bench;
}

interface Login {
  readonly user?: string;
  readonly password?: string;
  readonly capabilities?: FieldTable;
  readonly mechanism?: string;
  readonly response?: Uint8Array;
}

interface BenchOptions {
  readonly journal?: Journal<Content>;
  readonly watermarkBytes?: number;
  readonly passwords?: PasswordCheck;
  readonly release?: ReleaseName;
}

/** A virtual host, as RabbitMQ 3.10's unless told otherwise, a clock to turn by hand, and the defects the sessions on it reported. */
export class Bench {
  nowMs = 0;
  readonly defects: unknown[] = [];
  #ids = 0;
  readonly host: VirtualHost<Content>;
  readonly alarms = new ResourceAlarms();
  readonly gate: Gate;
  readonly unfinished: Unfinished;

  constructor({
    journal,
    watermarkBytes = Infinity,
    passwords = onlyGuest,
    release = "3.10",
  }: BenchOptions = {}) {
    this.gate = new Gate(passwords, () => this.nowMs);
    this.unfinished = new Unfinished(watermarkBytes);
    this.host = new VirtualHost<Content>("/", {
      routerFor,
      release: releaseNamed(release),
      now: () => this.nowMs,
      newId: () => String(++this.#ids).padStart(22, "0"),
      propertiesOf: ({ header }) => readProperties(header),
      reheaded,
      journal,
      memory: new MemoryGauge(watermarkBytes, (isLow) => {
        this.alarms.set("memory", isLow);
      }),
    });
  }
}

/** A client without a socket: bytes go to a session of its own, answers are kept as lines. */
export class SessionPeer {
  readonly bench: Bench;
  readonly session: ConnectionSession;
  #lines: string[] = [];
  #outgoing: Outgoing[] = [];
  readonly #ear = new Ear((heard) => this.#lines.push(wireLine(heard)));

  constructor({ fromLoopback = true, bench = new Bench() }: PeerOptions = {}) {
    this.bench = bench;
    this.session = new ConnectionSession({
      host: bench.host,
      serverProperties: serverProperties(
        bench.host.release,
        { product: "Dispatch Lab", version: "1.2.3" },
        "Node.js",
      ),
      logIn: (credentials, then) => {
        bench.gate.logIn(credentials, { address: "192.0.2.1", isLoopback: fromLoopback }, then);
      },
      alarms: bench.alarms,
      unfinished: bench.unfinished,
      now: () => bench.nowMs,
      wake: () => undefined,
      handleConnectionMethod,
      dispatch,
      onDefect: (defect) => bench.defects.push(defect),
    });
  }

  static loggedIn(options: PeerOptions = {}, capabilities: FieldTable = new Map()): SessionPeer {
    const peer = new SessionPeer(options);
    peer.bytes(PROTOCOL_HEADER).startOk({ capabilities }).tuneOk();
    peer.send("connection.open", { virtualHost: "/" }, 0).send("channel.open");
    peer.lines();
    return peer;
  }

  bytes(bytes: Uint8Array): this {
    this.session.receive(bytes);
    return this;
  }

  send<Name extends MethodName>(
    name: Name,
    fields: Partial<MethodFields<Name>> = {},
    channel = 1,
  ): this {
    return this.bytes(methodFrame(channel, name, fields));
  }

  /** Publishes to the default exchange, in one chunk with any `more` publishes of the same. */
  publish(
    routingKey: string,
    bodies: readonly string[],
    fields: Partial<MethodFields<"basic.publish">> = {},
    properties: SentProperties = {},
  ): this {
    const frames = bodies.flatMap((body) => [
      methodFrame(1, "basic.publish", { routingKey, ...fields }),
      contentFrames(1, body, properties),
    ]);
    return this.bytes(Buffer.concat(frames));
  }

  startOk({
    user = "guest",
    password = "guest",
    capabilities = new Map(),
    mechanism = "PLAIN",
    response = Buffer.from(`\0${user}\0${password}`),
  }: Login = {}): this {
    return this.send(
      "connection.start-ok",
      {
        clientProperties: new Map([["capabilities", { type: "table", value: capabilities }]]),
        mechanism,
        response,
        locale: "en_US",
      },
      0,
    );
  }

  tuneOk(fields: Partial<MethodFields<"connection.tune-ok">> = {}): this {
    const tune = { channelMax: 2047, frameMax: 131_072, heartbeat: 0, ...fields };
    return this.send("connection.tune-ok", tune, 0);
  }

  /** Turns the clock. */
  wait(ms: number): this {
    this.bench.nowMs += ms;
    this.session.tick();
    return this;
  }

  /** What the broker said since last asked; it stays unsent until {@link sent}. */
  lines(): readonly string[] {
    this.session.proceed();
    for (let isPart = true; isPart;) {
      const outgoing = this.session.takeOutput();
      this.#outgoing.push(outgoing);
      for (const chunk of outgoing.chunks) this.#hear(chunk);
      ({ isPart } = outgoing);
    }
    return this.#lines.splice(0);
  }

  /** Lets what was taken leave for the network. */
  sent(): this {
    for (const { sent } of this.#outgoing.splice(0)) sent();
    return this;
  }

  #hear(chunk: Uint8Array): void {
    if (Buffer.compare(chunk, PROTOCOL_HEADER) === 0) {
      this.#lines.push("AMQP 0 0 9 1");
      return;
    }
    new FrameSplitter(0).push(chunk, ({ type }) => {
      if (type === FRAME_HEARTBEAT) this.#lines.push("heartbeat");
      return true;
    });
    this.#ear.hear(chunk);
  }
}
