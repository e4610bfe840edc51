import { expect, it } from "vitest";
import { raceLog } from "#tests/support/race-log.ts";
import { defaultScenario } from "../scenario/presets.ts";
import { loggedEventSchema } from "./run-event-schema.ts";

it("accepts every event of a race, and strips what it does not know", () => {
  for (const event of raceLog(defaultScenario)) {
    expect(loggedEventSchema.parse({ ...event, extra: 1 })).toEqual(event);
  }
});

it("rejects an event of an unknown type", () => {
  expect(loggedEventSchema.safeParse({ type: "exploded", seq: 1, atMs: 0 }).success).toBe(false);
});
