import { describe, expect, it } from "vitest";
import { ByteWriter } from "#broker/wire/byte-writer.ts";
import { writeTable, type FieldTable } from "#broker/wire/field-table.ts";
import type { MethodFields } from "#broker/wire/methods.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { bodyFrame, rawFrame, rawMethod } from "#tests/support/raw-frame.ts";
import { connectWire } from "#broker/testing/wire-client.ts";

const { url, expected } = await conformanceBroker();

/** How far the client has come: what the broker said last. */
type Stage = "connection.start" | "connection.tune";

/** A protocol header as docs/spec writes it. */
const spoken = (header: Buffer) =>
  [header.toString("latin1", 0, 4), ...header.subarray(4)].join(" ");
const LEAST_FRAME_MAX = Number(expected("CN6", "least"));
const HEADER = Buffer.from("AMQP\0\0\x09\x01", "latin1");
const GUEST = Buffer.from("\0guest\0guest");
const OPEN = methodFrame(0, "connection.open", { virtualHost: "/" });

const startOk = (fields: Partial<MethodFields<"connection.start-ok">>) =>
  methodFrame(0, "connection.start-ok", { mechanism: "PLAIN", response: GUEST, ...fields });
const tuneOk = (fields: Partial<MethodFields<"connection.tune-ok">> = {}) =>
  methodFrame(0, "connection.tune-ok", {
    channelMax: 2047,
    frameMax: 131_072,
    heartbeat: 0,
    ...fields,
  });

/** A field table without its size. */
function amqplain(table: FieldTable): Buffer {
  const writer = new ByteWriter();
  writeTable(writer, table);
  return Buffer.concat(writer.take()).subarray(4);
}

async function shakeHands(upTo: Stage) {
  const { client } = await connectWire(url);
  client.sendBytes(HEADER);
  await client.until("connection.start");
  if (upTo === "connection.start") return client;
  client.sendBytes(startOk({}));
  await client.until("connection.tune");
  return client;
}

describe("a handshake that fails", () => {
  it("CN4: ends in silence, whatever was wrong", async () => {
    const wrongs: Readonly<Record<string, readonly [Stage, Uint8Array]>> = {
      "open in starting": ["connection.start", OPEN],
      "tune-ok in starting": ["connection.start", tuneOk()],
      "close in starting": ["connection.start", methodFrame(0, "connection.close")],
      "close-ok in starting": ["connection.start", methodFrame(0, "connection.close-ok")],
      "secure-ok in starting": ["connection.start", methodFrame(0, "connection.secure-ok")],
      "a channel in starting": ["connection.start", methodFrame(1, "channel.open")],
      "a channel 0 in starting": ["connection.start", methodFrame(0, "channel.open")],
      "an unknown frame": ["connection.start", rawFrame(4, 0)],
      "a frame without its end": ["connection.start", rawFrame(1, 0, "000a000b", { end: 0 })],
      "a frame over 4096": ["connection.start", startOk({ response: Buffer.alloc(4200) })],
      "a cut start-ok": ["connection.start", rawMethod(0, 10, 11, "00000000")],
      "an unknown mechanism": ["connection.start", startOk({ mechanism: "EXTERNAL" })],
      "no mechanism": ["connection.start", startOk({ mechanism: "" })],
      "PLAIN without NULs": ["connection.start", startOk({ response: Buffer.from("guest") })],
      "PLAIN for another": [
        "connection.start",
        startOk({ response: Buffer.from("x\0guest\0guest") }),
      ],
      "PLAIN with a NUL more": [
        "connection.start",
        startOk({ response: Buffer.from("\0guest\0gu\0est") }),
      ],
      "AMQPLAIN without password": [
        "connection.start",
        startOk({ mechanism: "AMQPLAIN", response: amqplain(fieldTable({ LOGIN: "guest" })) }),
      ],
      "AMQPLAIN of other types": [
        "connection.start",
        startOk({
          mechanism: "AMQPLAIN",
          response: amqplain(fieldTable({ LOGIN: "guest", PASSWORD: 1 })),
        }),
      ],
      "AMQPLAIN that is no table": [
        "connection.start",
        startOk({ mechanism: "AMQPLAIN", response: Buffer.from("guest") }),
      ],
      "start-ok again": ["connection.tune", startOk({})],
      "open before tune-ok": ["connection.tune", OPEN],
      "close before tune-ok": ["connection.tune", methodFrame(0, "connection.close")],
      "channel-max 2048": ["connection.tune", tuneOk({ channelMax: 2048 })],
      "channel-max 0": ["connection.tune", tuneOk({ channelMax: 0 })],
      "frame-max 131073": ["connection.tune", tuneOk({ frameMax: 131_073 })],
      "frame-max too small": ["connection.tune", tuneOk({ frameMax: LEAST_FRAME_MAX - 1 })],
      "frame-max 0": ["connection.tune", tuneOk({ frameMax: 0 })],
    };
    const outcomes = await Promise.all(
      Object.entries(wrongs).map(async ([title, [stage, bytes]]) => {
        const client = await shakeHands(stage);
        client.sendBytes(bytes);
        client.sendBytes(OPEN);
        return `${title}: ${(await client.until("closed")).join(", ")}`;
      }),
    );
    expect(outcomes).toEqual(Object.keys(wrongs).map((title) => `${title}: closed`));
  });
});

describe("a handshake that goes well", () => {
  it.each<readonly [title: string, fields: Partial<MethodFields<"connection.start-ok">>]>([
    ["CN2: any locale", { locale: "xx" }],
    [
      "CN2: AMQPLAIN",
      {
        mechanism: "AMQPLAIN",
        response: amqplain(fieldTable({ LOGIN: "guest", PASSWORD: "guest" })),
      },
    ],
    [
      "CN2: AMQPLAIN in another order, with more",
      {
        mechanism: "AMQPLAIN",
        response: amqplain(fieldTable({ PASSWORD: "guest", more: 1, LOGIN: "guest" })),
      },
    ],
  ])("%s", async (_, fields) => {
    const client = await shakeHands("connection.start");
    client.sendBytes(startOk(fields));
    expect(await client.until("connection.tune")).toEqual(["connection.tune"]);
  });

  it.each<readonly [title: string, fields: Partial<MethodFields<"connection.tune-ok">>]>([
    ["CN6: channel-max 1", { channelMax: 1 }],
    ["CN6: the least frame-max", { frameMax: LEAST_FRAME_MAX }],
    ["CN6: any heartbeat", { heartbeat: 65_535 }],
  ])("%s", async (_, fields) => {
    const client = await shakeHands("connection.tune");
    client.sendBytes(Buffer.concat([tuneOk(fields), OPEN]));
    client.send("channel.open");
    expect(await client.until("channel.open-ok")).toEqual([
      "connection.open-ok",
      "channel.open-ok",
    ]);
  });

  it("CN6: a heartbeat may come at any time", async () => {
    const client = await shakeHands("connection.start");
    const heartbeat = rawFrame(8, 0);
    client.sendBytes(Buffer.concat([heartbeat, startOk({})]));
    await client.until("connection.tune");
    client.sendBytes(Buffer.concat([heartbeat, tuneOk(), heartbeat, OPEN]));
    expect(await client.until("connection.open-ok")).toEqual(["connection.open-ok"]);
  });

  it("CN15: one channel more than agreed ends the connection", async () => {
    const client = await shakeHands("connection.tune");
    client.sendBytes(Buffer.concat([tuneOk({ channelMax: 1 }), OPEN]));
    client.send("channel.open", {}, 7);
    client.send("channel.open", {}, 8);
    expect((await client.until("connection.close")).at(-1)).toBe(
      "connection.close 530 NOT_ALLOWED - number of channels opened (1) has reached the negotiated channel_max (1)",
    );
  });

  it("CN9, CN10: at a heartbeat of 1 s we are heard, and the silent are reset", async () => {
    const { client, socket } = await connectWire(url);
    client.sendBytes(HEADER);
    await client.until("connection.start");
    client.sendBytes(startOk({}));
    await client.until("connection.tune");
    client.sendBytes(Buffer.concat([tuneOk({ heartbeat: 1 }), OPEN]));
    await client.until("connection.open-ok");
    const heartbeat = rawFrame(8, 0).toString("latin1");
    let heartbeats = 0;
    socket.on("data", (chunk: Buffer) => {
      heartbeats += chunk.toString("latin1").split(heartbeat).length - 1;
    });
    expect(await client.until("closed")).toEqual(["closed"]);
    expect(heartbeats).toBeGreaterThanOrEqual(2);
  });
});

describe("before connection.open", () => {
  it.each<readonly [title: string, bytes: Uint8Array, answer: string]>([
    [
      "FR6: a channel",
      methodFrame(1, "channel.open"),
      "505 UNEXPECTED_FRAME - type 1, all octets = <<0,20,0,10,0>>",
    ],
    ["FR6: a body", bodyFrame(1, "x"), '505 UNEXPECTED_FRAME - type 3, all octets = <<"x">>'],
    [
      "FR5: an unknown frame",
      rawFrame(4, 0),
      "501 FRAME_ERROR - type 4, all octets = <<>>: unknown_frame",
    ],
    ...(
      [
        ["connection.close", "10.50"],
        ["connection.close-ok", "10.51"],
        ["connection.start-ok", "10.11"],
        ["connection.update-secret", "10.70"],
      ] as const
    ).map(
      ([method, ids]) =>
        [
          `CN8: ${method}`,
          methodFrame(0, method),
          `504 CHANNEL_ERROR - unexpected method in connection state opening [${ids}]`,
        ] as const,
    ),
    [
      "CN7: no virtual host",
      methodFrame(0, "connection.open"),
      "530 NOT_ALLOWED - vhost  not found [10.40]",
    ],
  ])("%s", async (_, bytes, answer) => {
    const client = await shakeHands("connection.tune");
    client.sendBytes(Buffer.concat([tuneOk(), bytes]));
    expect(await client.until("connection.close")).toEqual([`connection.close ${answer}`]);
  });
});

describe("what is not AMQP", () => {
  it.each([
    ["SASL of AMQP 1.0", "AMQP\x03\x01\x00\x00"],
    ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01"],
    ["a frame", "\x08\x00\x00\x00\x00\x00\x00\xce"],
  ])("CN1: %s", async (_, greeting) => {
    const { socket } = await connectWire(url);
    const answer: Buffer[] = [];
    socket.removeAllListeners("data").on("data", (chunk: Buffer) => answer.push(chunk));
    socket.write(Buffer.from(greeting, "latin1"));
    await new Promise((closed) => socket.once("close", closed));
    expect(spoken(Buffer.concat(answer).subarray(0, 8))).toBe(expected("CN1", "offered"));
  });

  it("CN1: a later revision of 0-9", async () => {
    const { socket } = await connectWire(url);
    const answer: Buffer[] = [];
    socket.removeAllListeners("data").on("data", (chunk: Buffer) => answer.push(chunk));
    socket.write(Buffer.from("AMQP\x00\x00\x09\x02", "latin1"));
    await new Promise((closed) => socket.once("close", closed));
    expect(Buffer.concat(answer).toString("latin1")).toBe("AMQP\0\0\x09\x01");
  });
});
