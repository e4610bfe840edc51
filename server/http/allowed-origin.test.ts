import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { isAllowedHost, isSameOrigin } from "./allowed-origin.ts";

const from = (headers: IncomingMessage["headers"]) => ({ headers });
const OWN = new Set(["lab.example.org"]);

describe("isAllowedHost", () => {
  it.each([
    "localhost:3000",
    "127.0.0.1:3000",
    "[::1]:3000",
    "192.168.1.7:8080",
    "lab.example.org",
    "LAB.example.org:443",
  ])("answers for %s", (host) => {
    expect(isAllowedHost(from({ host }), OWN)).toBe(true);
  });

  it.each(["evil.example", "lab.example.org.evil.example", "", "a b", "localhost.evil:3000"])(
    "does not answer for %j",
    (host) => {
      expect(isAllowedHost(from({ host }), OWN)).toBe(false);
    },
  );

  it("does not answer a request without a host", () => {
    expect(isAllowedHost(from({}), OWN)).toBe(false);
  });
});

describe("isSameOrigin", () => {
  const host = "127.0.0.1:3000";

  it("takes our own page, and programs that are no page", () => {
    expect(isSameOrigin(from({ host, origin: "http://127.0.0.1:3000" }))).toBe(true);
    expect(isSameOrigin(from({ host }))).toBe(true);
  });

  it.each(["http://evil.example", "http://127.0.0.1:4000", "null", "", "garbage"])(
    "refuses the origin %j",
    (origin) => {
      expect(isSameOrigin(from({ host, origin }))).toBe(false);
    },
  );
});
