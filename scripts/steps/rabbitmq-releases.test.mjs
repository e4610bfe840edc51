import { expect, it } from "vitest";
import { findRabbitmq, isOfRelease } from "./rabbitmq-releases.mjs";

it.each([
  ["3.10.8", "3.10", true],
  ["3.1.8", "3.10", false],
  ["4.3.6", "4.3", true],
  ["4.30.1", "4.3", false],
])("%s of release %s: %s", (version, release, expected) => {
  expect(isOfRelease(version, release)).toBe(expected);
});

it("a release that is no judge is refused with the ones that are", async () => {
  await expect(findRabbitmq("2.8")).rejects.toThrow(
    "There is no judge for RabbitMQ 2.8; there are 3.10, 4.0, 4.3.",
  );
});
