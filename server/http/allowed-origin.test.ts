import { describe, expect, it } from "vitest";
import { isAllowedHost, isFromWithinAnotherSite, isSameOrigin } from "./allowed-origin.ts";

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
    expect(isAllowedHost(host, OWN)).toBe(true);
  });

  it.each(["evil.example", "lab.example.org.evil.example", "", "a b", "localhost.evil:3000"])(
    "does not answer for %j",
    (host) => {
      expect(isAllowedHost(host, OWN)).toBe(false);
    },
  );

  it("does not answer a request without a host", () => {
    expect(isAllowedHost(undefined, OWN)).toBe(false);
  });
});

describe("isSameOrigin", () => {
  const host = "127.0.0.1:3000";

  it("takes our own page, and programs that are no page", () => {
    expect(isSameOrigin({ origin: "http://127.0.0.1:3000" }, host)).toBe(true);
    expect(isSameOrigin({}, host)).toBe(true);
    // A program writes its Host as it likes; a browser's origin is in small letters.
    expect(isSameOrigin({ origin: "http://lab.example.org" }, "LAB.example.org")).toBe(true);
  });

  it.each(["http://evil.example", "http://127.0.0.1:4000", "null", "", "garbage"])(
    "refuses the origin %j",
    (origin) => {
      expect(isSameOrigin({ origin }, host)).toBe(false);
    },
  );

  it("refuses what the browser itself says is another site's, whatever else it says", () => {
    const headers = { origin: "http://127.0.0.1:3000", "sec-fetch-site": "cross-site" };
    expect(isSameOrigin(headers, host)).toBe(false);
  });
});

describe("another site's page", () => {
  const link = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };

  it("may lead somebody here, by a link", () => {
    expect(isFromWithinAnotherSite({ method: "GET", headers: link })).toBe(false);
  });

  it.each([
    ["POST", link],
    ["GET", { ...link, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" }],
    ["GET", { ...link, "sec-fetch-dest": "iframe" }],
    ["GET", { "sec-fetch-site": "cross-site" }],
  ])("may not %s in its own midst: %j", (method, headers) => {
    expect(isFromWithinAnotherSite({ method, headers })).toBe(true);
  });

  it.each([{}, { "sec-fetch-site": "same-origin" }, { "sec-fetch-site": "none" }])(
    "is not whom %j comes from",
    (headers) => {
      expect(isFromWithinAnotherSite({ method: "POST", headers })).toBe(false);
    },
  );
});
