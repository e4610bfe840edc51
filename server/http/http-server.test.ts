import { once } from "node:events";
import type { Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { createHttpServer, HTTP_LIMITS } from "./http-server.ts";

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

async function serve(...args: Parameters<typeof createHttpServer>): Promise<number> {
  const http = createHttpServer(...args);
  servers.push(http);
  // As Next does: answers when it has read the body.
  http.on("request", (request, response) => {
    request.resume().on("end", () => response.end("read"));
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return (http.address() as AddressInfo).port;
}

/** @returns all that the server sends until it ends the connection. */
async function told(port: number, head: string, drip = ""): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8").on("data", (data: string) => (text += data));
  socket.on("error", () => undefined);
  socket.write(head);
  const timer = drip === "" ? undefined : setInterval(() => socket.write(drip), 20);
  await once(socket, "close");
  clearInterval(timer);
  return text;
}

it("ends a body, and headers, that are dripped", async () => {
  const port = await serve({ headersMs: 100, requestMs: 200, checkMs: 20 });
  const head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n";
  const [body, headers] = await Promise.all([
    told(port, `${head}\r\n`, "x"),
    told(port, head, "X-Drip: x\r\n"),
  ]);
  expect(body).toMatch(/^HTTP\/1.1 408 /);
  expect(headers).toMatch(/^HTTP\/1.1 408 /);
});

it("does so within 30 s", () => {
  const { headersMs, requestMs, checkMs } = HTTP_LIMITS;
  expect(Math.max(headersMs, requestMs) + checkMs).toBeLessThan(30_000);
});

it.each([
  ["what is no HTTP", "nonsense\r\n\r\n", 400],
  ["endless headers", `GET / HTTP/1.1\r\nX: ${"x".repeat(40_000)}\r\n\r\n`, 431],
])("refuses %s with the security headers", async (_what, sent, status) => {
  const text = await told(await serve(), sent);
  expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  for (const header of ["X-Content-Type-Options: nosniff", "X-Frame-Options: DENY"]) {
    expect(text).toContain(header);
  }
});

it("answers what expects something unheard of", async () => {
  const head = "GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\nConnection: close\r\n\r\n";
  expect(await told(await serve(), head)).toMatch(/^HTTP\/1.1 200 /);
});
