import { ConnectionError, Crash, FramingError, UnknownMethod } from "#broker/amqp-error.ts";
import type { VirtualHost } from "#broker/core/virtual-host.ts";
import type { Content } from "#broker/wire/content.ts";
import { FRAME_HEARTBEAT, FRAME_METHOD, type ReceivedFrame } from "#broker/wire/frame.ts";
import { FrameSplitter } from "#broker/wire/frame-splitter.ts";
import { readMethod, UnreadableMethod } from "#broker/wire/method-codec.ts";
import type { Method, MethodFields, MethodName } from "#broker/wire/methods.ts";
import type { FieldTable } from "#broker/wire/field-table.ts";
import type { ResourceAlarms } from "./resource-alarms.ts";
import type { Credentials } from "./authentication.ts";
import type { ChannelSession, ChannelDeps } from "#broker/session/channel/channel-session.ts";
import { closeReason } from "#broker/session/close-reason.ts";
import type { PasswordCheck } from "./gate.ts";
import { Heartbeat } from "./heartbeat.ts";
import { methodOf, refuseUnknownFrame, unexpectedFrame } from "./known-frames.ts";
import { OpenChannels } from "./open-channels.ts";
import { hasCapability, introduction } from "./client-properties.ts";
import { Output } from "#broker/session/output.ts";
import { ProtocolHeader } from "./protocol-header.ts";
import { PublishBlock } from "./publish-block.ts";
import { greeting } from "./server-properties.ts";
import type { Unfinished } from "#broker/session/channel/unfinished.ts";

const HANDSHAKE_MS = 10_000;
/** How long a client whose handshake or framing failed is left in silence. */
const SILENCE_MS = 3_000;
const HEARTBEAT_BYTES = 8;

/** RabbitMQ's names for the states of a connection; its error texts quote them. */
export type Stage =
  "handshake" | "starting" | "tuning" | "opening" | "running" | "closing" | "mute";

export interface ConnectionDeps {
  readonly host: VirtualHost<Content>;
  readonly serverProperties: FieldTable;
  /** Calls `then` at once or later. */
  readonly logIn: PasswordCheck;
  /** Milliseconds, never backwards. */
  readonly now: () => number;
  readonly alarms: ResourceAlarms;
  readonly unfinished: Unfinished;
  /** Output waits to be taken, `ending` was set, or it can {@link ConnectionSession.proceed}. */
  readonly wake: () => void;
  readonly handleConnectionMethod: (connection: ConnectionSession, method: Method) => void;
  readonly dispatch: ChannelDeps["dispatch"];
  /** Given an error of our own making, after its connection was closed with 541. */
  readonly onDefect: (error: unknown) => void;
}

export interface Outgoing {
  readonly chunks: readonly Uint8Array[];
  /** There is more, for a write of its own a moment later. */
  readonly isPart: boolean;
  /** To be called when the chunks have left for the network, not before the next turn of the event loop. */
  readonly sent: () => void;
}

/** The broker's end of one connection: bytes in, bytes out, no socket. */
export class ConnectionSession {
  readonly deps: ConnectionDeps;
  readonly output: Output;
  stage: Stage = "handshake";
  /** Set when the connection is over: "end" after what is still to be written, or reset at once. */
  ending: "end" | "reset" | undefined;
  user = "";
  clientProperties: FieldTable = new Map();
  readonly #header = new ProtocolHeader();
  readonly #splitter: FrameSplitter;
  readonly #channels: OpenChannels;
  #heartbeat: Heartbeat;
  readonly #block: PublishBlock;
  #isAtGate = false;
  #deadline: { readonly atMs: number; readonly ending: "end" | "reset" } | undefined;

  constructor(deps: ConnectionDeps) {
    this.deps = deps;
    this.output = new Output(deps.wake);
    this.#splitter = new FrameSplitter(deps.host.release.leastFrameMax);
    this.#channels = new OpenChannels(deps.host, this.output, () => ({
      host: deps.host,
      dispatch: deps.dispatch,
      unfinished: deps.unfinished,
      user: this.user,
      takesCancel: hasCapability(this.clientProperties, "consumer_cancel_notify"),
      ...introduction(this.clientProperties),
    }));
    this.#block = new PublishBlock(deps.alarms, deps.wake);
    this.#heartbeat = new Heartbeat(0, 0);
    this.#deadline = { atMs: deps.now() + HANDSHAKE_MS, ending: "reset" };
  }

  get isOpen(): boolean {
    return this.stage === "running";
  }

  /** False while bytes would only be kept: better not to read them. */
  get isListening(): boolean {
    return !this.#block.isBlocked && !this.#isAtGate;
  }

  /** Takes any bytes. Throws nothing; errors of our own making go to `onDefect`. */
  receive(chunk: Uint8Array): void {
    if (this.ending !== undefined || this.stage === "mute") return;
    this.#heartbeat.heard();
    if (!this.isListening) {
      this.#splitter.keep(chunk);
      return;
    }
    try {
      const frames = this.stage === "handshake" ? this.#handshake(chunk) : chunk;
      this.#splitter.push(frames, (frame) => this.#frame(frame));
    } catch (error) {
      this.#fail(error, undefined);
    }
    this.#channels.endOfChunk();
  }

  /** Goes on where an alarm or a login has stopped it, if that is over. To be called after every wake. */
  proceed(): void {
    const isUnblocked = this.#block.lift();
    if (isUnblocked && this.#takesBlocked) this.reply("connection.unblocked", {});
    if (this.isListening && this.#splitter.isKeeping) this.receive(new Uint8Array());
  }

  /** Looks at the clock: heartbeats and deadlines. To be called a few times a second. */
  tick(): void {
    if (this.ending !== undefined) return;
    const nowMs = this.deps.now();
    if (!this.isListening) this.#heartbeat.heard();
    if (this.#deadline !== undefined && nowMs >= this.#deadline.atMs) {
      this.#end(this.#deadline.ending);
      return;
    }
    const { speak, dead } = this.#heartbeat.check(nowMs);
    if (dead) this.#end("reset");
    else if (speak) this.output.heartbeat();
  }

  takeOutput(): Outgoing {
    if (this.output.pendingBytes > HEARTBEAT_BYTES) this.#heartbeat.spoke();
    const chunks = this.output.take();
    const isPart = this.output.pendingBytes > 0;
    // What was delivered is counted as sent with the last part, which it may be in.
    return { chunks, isPart, sent: isPart ? () => undefined : this.#channels.takeDelivered() };
  }

  /** The socket is gone: everything the client held goes back. */
  lost(): void {
    this.ending ??= "reset";
    this.#block.forget();
    this.#channels.close();
  }

  /** Closes from our side, as RabbitMQ does when it shuts down. */
  shutDown(): void {
    if (this.stage === "running") {
      this.#close(
        new ConnectionError(320, "broker forced connection closure with reason 'shutdown'"),
      );
    }
    this.#end("end");
  }

  reply<Name extends MethodName>(name: Name, fields: MethodFields<Name>): void {
    this.output.method(0, name, fields);
  }

  get #takesBlocked(): boolean {
    return hasCapability(this.clientProperties, "connection.blocked");
  }

  /** Hears nothing until it is known whether these may come in. */
  logIn(credentials: Credentials, then: (isAllowed: boolean) => void): void {
    this.#isAtGate = true;
    this.deps.logIn(credentials, (isAllowed) => {
      this.#isAtGate = false;
      if (this.ending !== undefined) return;
      then(isAllowed);
      this.deps.wake();
    });
  }

  tuned({ channelMax, frameMax, heartbeat }: MethodFields<"connection.tune-ok">): void {
    this.#channels.channelMax = channelMax;
    this.#splitter.limitTo(frameMax);
    this.output.frameMax = frameMax;
    this.#heartbeat = new Heartbeat(heartbeat * 1000, this.deps.now());
    this.stage = "opening";
  }

  opened(): void {
    this.stage = "running";
    this.#deadline = undefined;
    this.reply("connection.open-ok", {});
  }

  closedByClient(): void {
    this.#beginClosing();
    this.reply("connection.close-ok", {});
  }

  #handshake(chunk: Uint8Array): Uint8Array {
    const { verdict, rest } = this.#header.push(chunk);
    switch (verdict) {
      case "incomplete":
        return rest;
      case "refused":
        this.output.raw(this.#header.offer(this.deps.host.release));
        this.#end("end");
        return rest.subarray(rest.length);
      case "accepted":
        this.stage = "starting";
        this.reply("connection.start", greeting(this.deps.serverProperties));
        return rest;
    }
  }

  /** @returns false when nothing more is to be read. */
  #frame(frame: ReceivedFrame): boolean {
    if (this.stage === "closing") this.#whileClosing(frame);
    else if (frame.channel === 0) this.#connectionFrame(frame);
    else this.#channelFrame(frame);
    return this.ending === undefined && this.stage !== "mute" && this.isListening;
  }

  #connectionFrame(frame: ReceivedFrame): void {
    let handling: MethodName | undefined;
    try {
      refuseUnknownFrame(frame);
      if (frame.type === FRAME_HEARTBEAT) return;
      if (frame.type !== FRAME_METHOD) throw unexpectedFrame(frame);
      const method = readMethod(frame.payload);
      handling = method.name;
      this.deps.handleConnectionMethod(this, method);
    } catch (error) {
      this.#fail(error, handling);
    }
  }

  #channelFrame(frame: ReceivedFrame): void {
    let channel: ChannelSession | undefined;
    try {
      if (this.stage !== "running") throw unexpectedFrame(frame);
      refuseUnknownFrame(frame);
      if (frame.type === FRAME_HEARTBEAT) throw unexpectedFrame(frame);
      channel = this.#channels.at(frame.channel);
      channel.receive(frame);
      if (frame.type !== FRAME_METHOD && this.#block.published() && this.#takesBlocked) {
        this.reply("connection.blocked", { reason: this.deps.alarms.reason });
      }
    } catch (error) {
      this.#fail(error, channel?.handling);
    }
  }

  /** One side has said connection.close: only that and the answer to it count. */
  #whileClosing(frame: ReceivedFrame): void {
    const name = frame.channel === 0 ? methodOf(frame) : undefined;
    if (name === "connection.close") this.reply("connection.close-ok", {});
    if (name === "connection.close-ok") this.#end("end");
  }

  #fail(error: unknown, handling: MethodName | undefined): void {
    if (!(error instanceof ConnectionError)) {
      this.#fail(new ConnectionError(541, "internal error"), handling);
      this.deps.onDefect(error);
      return;
    }
    const isOpen = this.stage === "opening" || this.stage === "running";
    if (isOpen && error instanceof UnknownMethod) this.#end("reset");
    else if (isOpen) this.#close(error, handling);
    else if (this.stage !== "closing") this.fallSilent();
    if (error instanceof FramingError) this.fallSilent();
  }

  /** RabbitMQ's answer to a client it can't trust or follow: deaf and dumb for 3 s, then a reset. */
  fallSilent(): void {
    this.stage = "mute";
    this.#deadline = { atMs: this.deps.now() + SILENCE_MS, ending: "reset" };
  }

  /** Nothing is left but to hang up, which is for the client to do while there is time. */
  #beginClosing(): void {
    this.#channels.close();
    this.stage = "closing";
    this.#deadline = { atMs: this.deps.now() + this.#heartbeat.closingMs, ending: "end" };
  }

  #close(error: ConnectionError, handling?: MethodName): void {
    this.#beginClosing();
    const culprit = error instanceof UnreadableMethod ? error.method : handling;
    const reason = closeReason(error, error instanceof Crash ? undefined : culprit);
    this.reply("connection.close", reason);
  }

  #end(ending: "end" | "reset"): void {
    this.ending = ending;
    this.#block.forget();
    this.#channels.close();
    this.deps.wake();
  }
}
