/** Reply codes of AMQP 0-9-1 and the word RabbitMQ puts before its texts. */
export const REPLY_WORDS = {
  311: "CONTENT_TOO_LARGE",
  312: "NO_ROUTE",
  313: "NO_CONSUMERS",
  320: "CONNECTION_FORCED",
  402: "INVALID_PATH",
  403: "ACCESS_REFUSED",
  404: "NOT_FOUND",
  405: "RESOURCE_LOCKED",
  406: "PRECONDITION_FAILED",
  501: "FRAME_ERROR",
  502: "SYNTAX_ERROR",
  503: "COMMAND_INVALID",
  504: "CHANNEL_ERROR",
  505: "UNEXPECTED_FRAME",
  506: "RESOURCE_ERROR",
  530: "NOT_ALLOWED",
  540: "NOT_IMPLEMENTED",
  541: "INTERNAL_ERROR",
} as const;

export type ReplyCode = keyof typeof REPLY_WORDS;

/** Longest reply text: it travels as a short string. */
const MAX_REPLY_TEXT_BYTES = 255;

/** "PRECONDITION_FAILED - unknown delivery tag 1", cut to what a short string holds. */
export function replyText(code: ReplyCode, detail: string): string {
  // A name that was no UTF-8 is quoted as far as it can be.
  if (detail === "") return REPLY_WORDS[code];
  const text = `${REPLY_WORDS[code]} - ${detail}`.replaceAll(/[\udc80-\udcff]/gu, "\ufffd");
  return new TextEncoder().encode(text).length <= MAX_REPLY_TEXT_BYTES ? text : shorten(text);
}

function shorten(text: string): string {
  const encoder = new TextEncoder();
  let cut = "";
  let bytes = 0;
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > MAX_REPLY_TEXT_BYTES - 3) break;
    cut += character;
  }
  return `${cut}...`;
}

/** A broken promise of the peer's that ends its channel. The message is the text after "WORD - ". */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
  readonly replyCode: ReplyCode;
  constructor(replyCode: ReplyCode, detail: string) {
    super(detail);
    this.replyCode = replyCode;
  }
}

/** A broken promise of the peer's that ends its connection. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  readonly replyCode: ReplyCode;
  constructor(replyCode: ReplyCode, detail: string) {
    super(detail);
    this.replyCode = replyCode;
  }
}

/** Where RabbitMQ itself fails: it says so without a word more, and charges no method. */
export class Crash extends ConnectionError {
  constructor() {
    super(541, "");
  }
}

/** A method nobody knows: RabbitMQ fails, and the connection is reset without a word. */
export class UnknownMethod extends ConnectionError {
  constructor(classId: number, methodId: number) {
    super(540, `unknown method {${classId},${methodId}}`);
  }
}

/** A {@link ConnectionError} after which the byte stream can't be followed any more. */
export class FramingError extends ConnectionError {}
