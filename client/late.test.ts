import { expect, it, vi } from "vitest";
import { createLate } from "./late.ts";

it("is fetched once, however often it is asked for, and tells when it is there", async () => {
  const fetchCode = vi.fn(() => Promise.resolve("code"));
  const late = createLate(fetchCode);
  const onChange = vi.fn();
  late.subscribe(onChange);
  expect(late.get()).toBeNull();
  await Promise.all([late.load(), late.load()]);
  expect([late.get(), late.here()]).toEqual(["code", "code"]);
  expect([fetchCode, onChange].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

it("is asked for again after a load that failed", async () => {
  const fetchCode = vi.fn().mockRejectedValueOnce(new Error("offline")).mockResolvedValue("code");
  const late = createLate<string>(fetchCode);
  await expect(late.load()).rejects.toThrow("offline");
  expect(() => late.here()).toThrow();
  expect(await late.load()).toBe("code");
});
