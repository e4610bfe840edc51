import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, it } from "vitest";
import { isSubnet, senderOf } from "./sender.ts";

function sent(remoteAddress: string, headers: IncomingHttpHeaders) {
  return { headers: { host: "inside:3000", ...headers }, socket: { remoteAddress } };
}

const FORWARDED = {
  "x-forwarded-for": "203.0.113.9",
  "x-forwarded-host": "lab.example.org",
  "x-forwarded-proto": "https",
};

describe("the sender of a request", () => {
  it("is whom the connection leads to, whatever the headers say, where no proxy is trusted", () => {
    expect(senderOf([])(sent("::ffff:10.0.0.2", FORWARDED))).toEqual({
      address: "10.0.0.2",
      host: "inside:3000",
      isSecure: false,
    });
    expect(senderOf(["10.0.0.1"])(sent("10.0.0.2", FORWARDED)).address).toBe("10.0.0.2");
  });

  it.each([["10.0.0.1"], ["10.0.0.0/8"]])("is whom the trusted proxy %s names", (proxy) => {
    expect(senderOf([proxy])(sent("::ffff:10.0.0.1", FORWARDED))).toEqual({
      address: "203.0.113.9",
      host: "lab.example.org",
      isSecure: true,
    });
  });

  it("speaks in the clear where the trusted proxy says so, or nothing", () => {
    const isSecure = (proto?: string) =>
      senderOf(["10.0.0.1"])(sent("10.0.0.1", { "x-forwarded-proto": proto })).isSecure;
    expect(["http", "https, http", undefined].map(isSecure)).toEqual([false, false, false]);
  });

  it("is the last one whom no trusted proxy vouches for: what stands before it, anybody may have written", () => {
    const from = senderOf(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);
    const through = (list: string) => from(sent("127.0.0.1", { "x-forwarded-for": list })).address;
    expect(through("127.0.0.1, 1.1.1.1, 203.0.113.9, 10.1.2.3")).toBe("203.0.113.9");
    expect(through("2001:db8::7, fd00::1")).toBe("2001:db8::7");
    expect(through("203.0.113.9, nonsense")).toBe("127.0.0.1");
    expect(through("")).toBe("127.0.0.1");
  });
});

it.each([
  ["127.0.0.1", true],
  ["10.0.0.0/8", true],
  ["fd00::/8", true],
  ["10.0.0.0/33", false],
  ["10.0.0.0/", false],
  ["10.0.0.0/8/8", false],
  ["proxy.example", false],
  ["", false],
])("%j as an address or subnet: %s", (text, is) => {
  expect(isSubnet(text)).toBe(is);
});
