import { createServer, STATUS_CODES, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { NO_PAGE_POLICY, PLAIN_HEADERS } from "./security-headers.ts";

export interface HttpLimits {
  readonly headersMs: number;
  /** From its first byte to the last of its body. */
  readonly requestMs: number;
  /** How often that is looked at. */
  readonly checkMs: number;
}

/** A request that is dripped, a byte at a time, ends within 30 s. */
export const HTTP_LIMITS: HttpLimits = { headersMs: 15_000, requestMs: 25_000, checkMs: 4000 };

const STATUS_OF_ERROR: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** A server of Node's that waits for nobody for long, and whose own refusals carry the security headers too. */
export function createHttpServer(limits: HttpLimits = HTTP_LIMITS): Server {
  const http = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
  });
  // An expectation we don't know is none: what is asked for is answered, with all that an answer carries.
  http.on("checkExpectation", (request, response) => http.emit("request", request, response));
  http.on("clientError", ({ code = "" }: NodeJS.ErrnoException, socket: Duplex) => {
    refuseOn(socket, STATUS_OF_ERROR[code] ?? 400);
  });
  return http;
}

/** Answers on a connection that has no response of its own, and ends it. */
export function refuseOn(socket: Duplex, status: number, body = ""): void {
  // The other end may be gone by now: nothing to be told.
  socket.on("error", () => undefined);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const headers = {
    ...PLAIN_HEADERS,
    "Content-Security-Policy": NO_PAGE_POLICY,
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    Connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`,
    () => socket.destroy(),
  );
}
