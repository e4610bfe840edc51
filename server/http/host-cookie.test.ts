import { expect, it } from "vitest";
import { hostCookie, hostTokenOf } from "./host-cookie.ts";

const withCookie = (cookie?: string) => ({
  headers: cookie === undefined ? {} : { cookie },
});

it("reads back what it set, among other cookies", () => {
  const pair = hostCookie("Ab-1_2").split(";")[0]!;
  expect(hostTokenOf(withCookie(`lang=zh; ${pair}; theme=dark`))).toBe("Ab-1_2");
});

it("is out of reach of scripts and of other sites", () => {
  expect(hostCookie("t")).toMatch(/HttpOnly; SameSite=Strict; Path=\//);
});

it.each([undefined, "", "lang=zh", "dispatch-lab-host=", "x-dispatch-lab-host=1"])(
  "finds none in %j",
  (cookie) => {
    expect(hostTokenOf(withCookie(cookie))).toBeUndefined();
  },
);
