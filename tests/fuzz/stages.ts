import { methodFrame } from "#broker/testing/method-frame.ts";
import { bodyFrame, headerFrame, publishFrame } from "#tests/support/raw-frame.ts";
import { contentFrames } from "#broker/testing/content-frames.ts";

/** How far a connection has come when an input meets it. */
export type Stage = (typeof STAGES)[number];
export const STAGES = [
  "nothing said",
  "before start-ok",
  "before tune-ok",
  "before connection.open",
  "no channel",
  "channel",
  "confirming channel",
  "transaction",
  "busy channel",
  "header due",
  "body due",
  "closed channel",
  "left channel",
  "closed connection",
] as const;

/** Those that only a connection of the input's own can be in. */
const BEFORE_RUNNING: readonly Stage[] = STAGES.slice(0, 4);

export const isRunning = (stage: Stage): boolean => !BEFORE_RUNNING.includes(stage);

export const PROTOCOL_HEADER = Buffer.from("AMQP\0\0\x09\x01", "latin1");
const START_OK = methodFrame(0, "connection.start-ok", {
  clientProperties: new Map([
    [
      "capabilities",
      {
        type: "table",
        value: new Map([["consumer_cancel_notify", { type: "bool", value: true }]]),
      },
    ],
  ]),
  mechanism: "PLAIN",
  response: Buffer.from("\0guest\0guest"),
  locale: "en_US",
});
const TUNE_OK = methodFrame(0, "connection.tune-ok", { channelMax: 2047, frameMax: 131_072 });
const OPEN = methodFrame(0, "connection.open", { virtualHost: "/" });

const HANDSHAKE = [PROTOCOL_HEADER, START_OK, TUNE_OK, OPEN];

/** All that a client says until its connection is open, in one. */
export const HELLO = Buffer.concat(HANDSHAKE);

/** What brings a new connection to a stage before it is open. */
export function handshakeTo(stage: Stage): Buffer {
  return isRunning(stage)
    ? HELLO
    : Buffer.concat(HANDSHAKE.slice(0, BEFORE_RUNNING.indexOf(stage)));
}

/** The rest of the handshake from that stage on. */
export function handshakeFrom(stage: Stage): readonly Buffer[] {
  return HANDSHAKE.slice(BEFORE_RUNNING.indexOf(stage));
}

/** What brings an open connection to the stage, with the input's channel. */
export function channelTo(stage: Stage, channel: number): Buffer {
  const open = methodFrame(channel, "channel.open");
  const publish = publishFrame(channel, "", "fuzz.a");
  switch (stage) {
    case "channel":
      return open;
    case "confirming channel":
      return Buffer.concat([open, methodFrame(channel, "confirm.select")]);
    case "transaction":
      return Buffer.concat([open, methodFrame(channel, "tx.select"), whole(channel)]);
    case "busy channel":
      return busy(channel, open);
    case "header due":
      return Buffer.concat([open, publish]);
    case "body due":
      return Buffer.concat([open, publish, headerFrame(channel, 9), bodyFrame(channel, "half")]);
    case "closed channel":
      return Buffer.concat([open, methodFrame(channel, "basic.ack", { deliveryTag: 99 })]);
    case "left channel":
      return Buffer.concat([open, methodFrame(channel, "channel.close")]);
    case "closed connection":
      return methodFrame(0, "connection.open");
    case "nothing said":
    case "before start-ok":
    case "before tune-ok":
    case "before connection.open":
    case "no channel":
      return Buffer.alloc(0);
  }
}

function whole(channel: number): Buffer {
  return Buffer.concat([publishFrame(channel, "", "fuzz.a"), contentFrames(channel, "m")]);
}

/** A queue with messages, of which the channel holds some, by a consumer and by basic.get. */
function busy(channel: number, open: Buffer): Buffer {
  const queue = "fuzz.a";
  return Buffer.concat([
    open,
    methodFrame(channel, "queue.declare", { queue, passive: false }),
    whole(channel),
    whole(channel),
    methodFrame(channel, "basic.get", { queue }),
    methodFrame(channel, "basic.qos", { prefetchCount: 2 }),
    methodFrame(channel, "basic.consume", { queue, consumerTag: "A" }),
  ]);
}
