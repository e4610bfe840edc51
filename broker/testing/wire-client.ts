import { EventEmitter, once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { BasicProperties } from "#broker/wire/content.ts";
import type { FieldTable } from "#broker/wire/field-table.ts";
import {
  CONTENT_METHODS,
  type Method,
  type MethodFields,
  type MethodName,
} from "#broker/wire/methods.ts";
import { contentFrames, type SentProperties } from "./content-frames.ts";
import { Ear } from "./ear.ts";
import { methodFrame } from "./method-frame.ts";
import { wireLine } from "./wire-lines.ts";

const PROTOCOL_HEADER = Buffer.from("AMQP\0\0\x09\x01", "latin1");
const PATIENCE_MS = 30_000;

/** A client that hides nothing: it sends any method and keeps every answer, in order, as a line. */
export interface WireClient {
  /** Fields left out are zero, empty or false. */
  readonly send: <Name extends MethodName>(
    name: Name,
    fields?: Partial<MethodFields<Name>>,
    channel?: number,
  ) => void;
  readonly publish: (
    body: string,
    to: { readonly exchange?: string; readonly key: string; readonly mandatory?: boolean },
    properties?: SentProperties,
    channel?: number,
  ) => void;
  readonly sendBytes: (bytes: Uint8Array) => void;
  /**
   * What came since the last call, up to and with the first line that starts with `start`; more of
   * the same with `count`. @throws when it does not come in time, with what came instead.
   */
  readonly until: (start: string, count?: number) => Promise<readonly string[]>;
  /** Sends a method and waits for its `-ok`; returns all that came up to it. */
  readonly call: <Name extends MethodName>(
    name: Name,
    fields?: Partial<MethodFields<Name>>,
    channel?: number,
  ) => Promise<readonly string[]>;
  /** Of the last method heard by that name. */
  readonly last: (name: MethodName) => Method | undefined;
  /** Of the last content heard. */
  readonly lastProperties: () => BasicProperties;
  /** A name no other test uses; lines show it without what makes it so. */
  readonly unique: (name: string) => string;
}

interface Login {
  readonly user?: string;
  readonly password?: string;
  readonly virtualHost?: string;
  readonly capabilities?: FieldTable;
  readonly frameMax?: number;
  readonly heartbeatSeconds?: number;
}

/** Connects, logs in and opens channel 1; the connection ends with the test. */
export async function openWire(url: string, login: Login = {}): Promise<WireClient> {
  const wire = await connectWire(url);
  await wire.greet(login);
  wire.client.send("connection.open", { virtualHost: login.virtualHost ?? "/" }, 0);
  await wire.client.until("connection.open-ok");
  await wire.client.call("channel.open");
  return wire.client;
}

/** A socket to the broker that has said nothing yet; `greet` goes as far as tune-ok. */
export async function connectWire(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  const client = wireClient(socket);
  return {
    socket,
    client,
    greet: async ({
      user = "guest",
      password = "guest",
      capabilities = new Map(),
      frameMax = 131_072,
      heartbeatSeconds: heartbeat = 0,
    }: Login) => {
      client.sendBytes(PROTOCOL_HEADER);
      await client.until("connection.start");
      client.send(
        "connection.start-ok",
        {
          clientProperties: new Map([["capabilities", { type: "table", value: capabilities }]]),
          mechanism: "PLAIN",
          response: Buffer.from(`\0${user}\0${password}`),
          locale: "en_US",
        },
        0,
      );
      await client.until("connection.tune");
      client.send("connection.tune-ok", { channelMax: 2047, frameMax, heartbeat }, 0);
    },
  };
}

function wireClient(socket: Socket): WireClient {
  const suffix = `-${crypto.randomUUID().slice(0, 8)}`;
  const lines: string[] = [];
  // Not the socket itself: once() takes its errors for its own.
  const news = new EventEmitter();
  const methods = new Map<MethodName, Method>();
  let properties: BasicProperties = {};
  const ear = new Ear((heard) => {
    if (CONTENT_METHODS.has(heard.method.name)) properties = heard.properties;
    methods.set(heard.method.name, heard.method);
    lines.push(wireLine(heard).replaceAll(suffix, ""));
    news.emit("line");
  });
  socket.on("data", (chunk) => {
    ear.hear(chunk);
  });
  socket.on("error", () => undefined); // "closed" follows and says enough
  socket.on("close", () => {
    lines.push("closed");
    news.emit("line");
  });

  const sendBytes = (bytes: Uint8Array) => void socket.write(bytes);
  const client: WireClient = {
    sendBytes,
    send: (name, fields, channel = 1) => {
      sendBytes(methodFrame(channel, name, fields));
    },
    publish: (body, { exchange = "", key, mandatory = false }, properties, channel = 1) => {
      sendBytes(
        Buffer.concat([
          methodFrame(channel, "basic.publish", { exchange, routingKey: key, mandatory }),
          contentFrames(channel, body, properties),
        ]),
      );
    },
    until: async (start, count = 1) => {
      const deadline = AbortSignal.timeout(PATIENCE_MS);
      for (;;) {
        const found = lines.flatMap((line, at) => (line.startsWith(start) ? [at] : []));
        if (found.length >= count) return lines.splice(0, found[count - 1]! + 1);
        try {
          await once(news, "line", { signal: deadline });
        } catch {
          throw new Error(`"${start}" (${count}) did not come; this did: ${lines.join(" | ")}`);
        }
      }
    },
    call: (name, fields, channel = 1) => {
      client.send(name, fields, channel);
      return client.until(`${channel > 1 ? `${channel}: ` : ""}${name}-ok`);
    },
    last: (name) => methods.get(name),
    lastProperties: () => properties,
    unique: (name) => name + suffix,
  };
  return client;
}
