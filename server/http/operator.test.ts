import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, it } from "vitest";
import { isOperator, operatorCookie } from "./operator.ts";

const TOKEN = "Ab-1_2";

function asks(remoteAddress: string, headers: IncomingHttpHeaders, behindProxy = false): boolean {
  return isOperator({ headers, socket: { remoteAddress } }, { token: TOKEN, behindProxy });
}

describe("an operator", () => {
  it.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])(
    "sits at this machine: %s",
    (address) => {
      expect(asks(address, {})).toBe(true);
    },
  );

  it.each(["192.168.1.7", "::ffff:10.0.0.1", "fe80::1", ""])("does not sit at %j", (address) => {
    expect(asks(address, {})).toBe(false);
  });

  it.each<IncomingHttpHeaders>([
    { "x-forwarded-for": "10.0.0.9" },
    { forwarded: "for=10.0.0.9" },
    { via: "1.1 proxy" },
    { "x-real-ip": "10.0.0.9" },
  ])("is not who comes through a proxy: %j", (headers) => {
    expect(asks("127.0.0.1", headers)).toBe(false);
  });

  it("is not everybody where a proxy is known to stand", () => {
    expect(asks("127.0.0.1", {}, true)).toBe(false);
  });

  it("shows the token, wherever he sits and whatever stands between", () => {
    const cookie = operatorCookie(TOKEN, TOKEN, false)?.split(";")[0] ?? "";
    const headers = { cookie: `lang=zh; ${cookie}`, "x-forwarded-for": "10.0.0.9" };
    expect(asks("10.0.0.1", headers, true)).toBe(true);
    expect(asks("10.0.0.1", { cookie: "dispatch-lab-operator=Ab-1_3" })).toBe(false);
  });

  it("gets no cookie for another token", () => {
    expect(["Ab-1_3", ""].map((shown) => operatorCookie(shown, TOKEN, true))).toEqual([null, null]);
  });
});
