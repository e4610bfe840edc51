import { FRAME_BODY, FRAME_END, FRAME_HEADER, FRAME_METHOD } from "#broker/wire/frame.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";

interface Lies {
  /** The size the frame claims. */
  readonly size?: number;
  readonly end?: number;
}

/** A frame of any type, with anything in it; `payload` in hexadecimal digits, or as it is. */
export function rawFrame(
  type: number,
  channel: number,
  payload: string | Uint8Array = "",
  lies: Lies = {},
): Buffer {
  const bytes = typeof payload === "string" ? octets(payload) : payload;
  const { size = bytes.length, end = FRAME_END } = lies;
  const head = Buffer.alloc(7);
  head.writeUInt8(type, 0);
  head.writeUInt16BE(channel, 1);
  head.writeUInt32BE(size, 3);
  return Buffer.concat([head, bytes, Buffer.from([end])]);
}

/** A method frame by its ids; `fields` in hexadecimal digits. */
export function rawMethod(channel: number, classId: number, methodId: number, fields = ""): Buffer {
  const ids = Buffer.alloc(4);
  ids.writeUInt16BE(classId, 0);
  ids.writeUInt16BE(methodId, 2);
  return rawFrame(FRAME_METHOD, channel, Buffer.concat([ids, octets(fields)]));
}

/** basic.publish without its content. */
export function publishFrame(channel: number, exchange = "", routingKey = "nowhere"): Buffer {
  return methodFrame(channel, "basic.publish", { exchange, routingKey });
}

/** A content header; `properties` in hexadecimal digits, flags first. */
export function headerFrame(
  channel: number,
  bodyBytes: number | bigint,
  { classId = 60, weight = 0, properties = "0000" } = {},
): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(classId, 0);
  head.writeUInt16BE(weight, 2);
  head.writeBigUInt64BE(BigInt(bodyBytes), 4);
  return rawFrame(FRAME_HEADER, channel, Buffer.concat([head, octets(properties)]));
}

export function bodyFrame(channel: number, text: string): Buffer {
  return rawFrame(FRAME_BODY, channel, Buffer.from(text));
}

/** Blanks may be put between the digits. */
function octets(hexadecimal: string): Buffer {
  return Buffer.from(hexadecimal.replaceAll(" ", ""), "hex");
}
