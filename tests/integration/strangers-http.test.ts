import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { hostTokens } from "#server/http/host-token.ts";
import { ADDRESS_RATES } from "#server/limits/rates.ts";
import { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer, type LabServer } from "#tests/support/lab/lab-server.ts";
import { mostWithin } from "#tests/support/most-within.ts";

const server = await startLabServer({ TRUST_PROXY: "127.0.0.1" });

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

type Headers = Readonly<Record<string, string>>;

function ask(method: string, path: string, headers: Headers = {}, to = server): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, to.url), { method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    asked.on("error", reject).end();
  });
}

const cookieIn = ({ headers }: Answer) => headers["set-cookie"]?.[0]?.split(";")[0] ?? "";

/** Each test comes from an address of its own, or one would use up what another needs. */
const from = (address: string): Headers => ({ "x-forwarded-for": address });

const SECURITY = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "content-security-policy": expect.stringContaining("frame-ancestors 'none'") as string,
};

describe("a host's token", () => {
  it.each(["a", hostTokens().make()])("that we did not make, %s, is replaced", async (token) => {
    const cookie = `dispatch-lab-host=${token}`;
    const answer = await ask("POST", "/labs", { cookie });
    const { labId } = JSON.parse(answer.body) as { labId: string };
    expect(cookieIn(answer)).toMatch(/^dispatch-lab-host=.{32}$/);
    expect(cookieIn(answer)).not.toBe(cookie);
    expect((await server.join(labId, { labId, cookie })).role).toBe("viewer");
    expect((await server.join(labId, { labId, cookie: cookieIn(answer) })).role).toBe("host");
  });

  it("that we made stays, for all labs of one browser", async () => {
    const first = await ask("POST", "/labs");
    const cookie = cookieIn(first);
    const second = await ask("POST", "/labs", { cookie });
    expect(cookieIn(second)).toBe(cookie);
    for (const { body } of [first, second]) {
      const { labId } = JSON.parse(body) as { labId: string };
      expect((await server.join(labId, { labId, cookie })).role).toBe("host");
    }
  });

  it("is not sent in the clear by a browser that has it from https", async () => {
    const behind = (proto: string) => ask("POST", "/labs", { "x-forwarded-proto": proto });
    expect((await behind("https")).headers["set-cookie"]?.[0]).toMatch(/; Secure$/);
    expect((await behind("http")).headers["set-cookie"]?.[0]).not.toContain("Secure");
    const direct = await startLabServer();
    const plain = await ask("POST", "/labs", { "x-forwarded-proto": "https" }, direct);
    expect(plain.headers["set-cookie"]?.[0]).not.toContain("Secure");
    await direct.close();
  });
});

describe("another site's page", () => {
  const crossSite = { "sec-fetch-site": "cross-site" };

  it("opens no lab, nor a socket, and reads nothing", async () => {
    expect((await ask("POST", "/labs", crossSite)).status).toBe(403);
    expect((await ask("GET", "/health", crossSite)).status).toBe(403);
    const chinese = { ...crossSite, "accept-language": "zh" };
    expect((await ask("GET", "/", chinese)).body).toContain("别的网站");
    const client = new LabClient(server.url, undefined, crossSite);
    await expect(client.connected()).rejects.toThrow();
    client.leave();
  });

  it("may link here", async () => {
    const link = { ...crossSite, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await ask("GET", "/", link)).body).toBe("no pages here");
  });
});

describe("what would be a line in the log each time", () => {
  it.each([
    ["POST", "/", { "next-action": "x" }, 405],
    ["PUT", "/lab/ABCDEF", {}, 405],
    ["GET", "/lab/%E0%A4%A", {}, 404],
    ["GET", "/_next/image?url=%2Fnothing.png&w=64&q=75", {}, 404],
  ])("%s %s never comes to the pages", async (method, path, headers, status) => {
    const answer = await ask(method, path, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toBe("no pages here");
  });
});

describe("every answer of the socket's address", () => {
  it.each([
    ["GET", "/socket.io/?EIO=4&transport=polling", 400],
    ["POST", "/socket.io/?EIO=4&transport=websocket", 400],
    ["GET", "/socket.io/nothing", 400],
  ])("%s %s carries the security headers", async (method, path, status) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(SECURITY);
  });

  it.each([
    ["a socket for another site's page", "&transport=websocket", "Origin: http://evil.example\r\n"],
    ["another transport", "&transport=carrier-pigeon", ""],
  ])("does, where %s is refused", async (_what, query, header) => {
    const { hostname, port, host } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.setEncoding("utf8").on("data", (data: string) => (text += data));
    socket.write(
      `GET /socket.io/?EIO=4${query} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${header}\r\n`,
    );
    await once(socket, "close");
    expect(text).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(text).toContain("X-Content-Type-Options: nosniff\r\n");
    expect(text).toContain("frame-ancestors 'none'");
  });
});

describe("one address", () => {
  it("makes so many labs and no more; another makes its own", async () => {
    const own = await startLabServer({ TRUST_PROXY: "127.0.0.1", MAX_LABS: "1000" });
    const most = mostWithin(ADDRESS_RATES.labsMade);
    const make = (address: string) => ask("POST", "/labs", from(address), own);
    const answers = await Promise.all(Array.from({ length: 200 }, () => make("10.0.0.1")));
    const made = answers.filter(({ status }) => status === 201).length;
    expect(made).toBeGreaterThanOrEqual(60);
    expect(made).toBeLessThanOrEqual(most());
    const refused = answers.find(({ status }) => status !== 201)!;
    expect([refused.status, JSON.parse(refused.body)]).toEqual([
      429,
      { error: { code: "too-fast" } },
    ]);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await make("10.0.0.2")).status).toBe(201);
    await own.close();
  });

  it("guesses no operator's token", async () => {
    const guess = (token: string, to: LabServer) =>
      ask("GET", `/operator/${token}`, from("10.0.0.3"), to);
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, i) => guess(`wrong-${i}`, server)),
    );
    const counted = [403, 429].map(
      (code) => guesses.filter(({ status }) => status === code).length,
    );
    expect(counted).toEqual([10, 20]);
    // Nor does the right one tell itself apart.
    expect((await guess(server.operatorToken, server)).status).toBe(429);
    const elsewhere = await ask("GET", `/operator/${server.operatorToken}`, from("10.0.0.4"));
    expect(elsewhere.status).toBe(303);
  });
});
