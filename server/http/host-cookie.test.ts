import { expect, it } from "vitest";
import { hostCookie, hostTokenOf } from "./host-cookie.ts";
import { hostTokens } from "./host-token.ts";

const tokens = hostTokens();
const token = tokens.make();

const tokenOf = (cookie?: string) =>
  hostTokenOf({ headers: cookie === undefined ? {} : { cookie } }, tokens);

it("reads back what it set, among other cookies", () => {
  const pair = hostCookie(token, false).split(";")[0]!;
  expect(tokenOf(`lang=zh; ${pair}; theme=dark`)).toBe(token);
});

it("is out of reach of scripts and of other sites, and of the line where that is https", () => {
  expect(hostCookie(token, false)).toMatch(/HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/);
  expect(hostCookie(token, true)).toMatch(/HttpOnly; SameSite=Strict; .*; Secure$/);
});

it.each([undefined, "", "lang=zh", "dispatch-lab-host=", `x-dispatch-lab-host=${token}`])(
  "finds none in %j",
  (cookie) => {
    expect(tokenOf(cookie)).toBeUndefined();
  },
);

it("takes none that we did not make, and is not misled by one that stands before ours", () => {
  expect(tokenOf("dispatch-lab-host=a")).toBeUndefined();
  expect(tokenOf(`dispatch-lab-host=a; dispatch-lab-host=${token}`)).toBe(token);
});
