import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const server = await startLabServer({ ALLOWED_HOSTS: "lab.example.org", MAX_LABS: "2" });

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Node's fetch does not let one choose the Host. */
function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, server.url), { method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    asked.on("error", reject).end();
  });
}

describe("GET /health", () => {
  it("says that it serves, and how the broker is", async () => {
    const { status, body } = await ask("GET", "/health");
    expect([status, JSON.parse(body)]).toEqual([200, { status: "ok", broker: "up" }]);
  });
});

describe("every answer", () => {
  it("carries the security headers, with a nonce of its own", async () => {
    const [one, other] = [await ask("GET", "/"), await ask("GET", "/")];
    const policy = String(one.headers["content-security-policy"]);
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).not.toBe(other.headers["content-security-policy"]);
    expect(one.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
  });

  it("is for names that are ours; the others hear why", async () => {
    expect((await ask("GET", "/health", { host: "lab.example.org" })).status).toBe(200);
    const { status, body } = await ask("GET", "/health", { host: "evil.example" });
    expect(status).toBe(421);
    expect(body).toContain('"evil.example"');
    expect(body).toContain("ALLOWED_HOSTS");
    const chinese = { host: "evil.example", "accept-language": "zh-CN,zh;q=0.9" };
    expect((await ask("GET", "/", chinese)).body).toContain("不响应");
  });
});

describe("POST /labs", () => {
  it("opens a lab and makes the browser its host", async () => {
    const { status, body, headers } = await ask("POST", "/labs");
    expect(status).toBe(201);
    expect(body).toMatch(/^{"labId":"[2-9A-Z]{6}"}$/);
    expect(headers["set-cookie"]?.[0]).toMatch(
      /^dispatch-lab-host=.{32}; HttpOnly; SameSite=Strict/,
    );
  });

  it("is refused from another site's page", async () => {
    expect((await ask("POST", "/labs", { origin: "http://evil.example" })).status).toBe(403);
  });

  it("says so when every lab is in use", async () => {
    const labs = [await server.openLab(), await server.openLab()];
    for (const lab of labs) await server.join(lab.labId, lab);
    const { status, body } = await ask("POST", "/labs");
    expect(status).toBe(503);
    expect(JSON.parse(body)).toEqual({ error: { code: "limit", what: "labs", max: 2 } });
  });
});

describe("the socket", () => {
  it.each([
    ["another site's page", { origin: "http://evil.example" }],
    ["a page without an origin to name", { origin: "null" }],
    ["a name made to point here", { host: "evil.example", origin: "http://evil.example" }],
  ])("does not open for %s", async (_who, headers) => {
    const client = new LabClient(server.url, undefined, headers);
    await expect(client.connected()).rejects.toThrow();
    client.leave();
  });

  it("opens for our own page", async () => {
    const client = new LabClient(server.url, undefined, { origin: server.url });
    await client.connected();
    client.leave();
  });
});
