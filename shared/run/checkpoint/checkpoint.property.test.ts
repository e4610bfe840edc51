import fc from "fast-check";
import { expect, it } from "vitest";
import { anyChaos, anyReturns, anyScenario } from "#tests/support/any-scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { bigLog } from "#tests/bench/big-log.ts";
import { longLog } from "#tests/bench/long-log.ts";
import { project } from "../../kernel/projection.ts";
import { violations } from "../invariants.ts";
import type { Logged, Seq } from "../../run-log/run-event.ts";
import type { RunState } from "../run-state.ts";
import { runStateProjection } from "../run-state-projection.ts";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "./checkpoint.ts";

const anyRace = fc.oneof(anyScenario, anyChaos, anyReturns("quorum"));

/** What arrives when the state after `log` is sent. */
function sent(log: readonly Logged[]): { readonly bytes: number; readonly state: RunState } {
  const state = project(runStateProjection, log);
  const text = JSON.stringify(encodeCheckpoint(state, log.length as Seq));
  return {
    bytes: Buffer.byteLength(text),
    state: decodeCheckpoint(JSON.parse(text) as Checkpoint),
  };
}

it("is the state it was made of, at any moment of any race", () => {
  fc.assert(
    fc.property(anyRace, fc.nat(), (scenario, at) => {
      const log = raceLog(scenario);
      const part = log.slice(0, at % (log.length + 1));
      const { state } = sent(part);
      expect(state).toEqual(project(runStateProjection, part));
    }),
  );
});

it("goes on with the rest of the log to what the whole log folds to", () => {
  fc.assert(
    fc.property(anyRace, fc.nat(), (scenario, at) => {
      const log = raceLog(scenario);
      const cut = at % (log.length + 1);
      const whole = project(runStateProjection, log);
      const after = project(runStateProjection, log.slice(cut), sent(log.slice(0, cut)).state);
      expect(after).toEqual(whole);
      expect(violations(after)).toEqual(violations(whole));
    }),
  );
});

it("keeps what no plan had: other texts, sizes nobody knows, what was concluded", () => {
  const log = longLog(3).map((event): Logged => {
    if (event.type === "published") return { ...event, text: "夜间账单", serviceMs: null };
    return event.type === "finished" ? { ...event, basis: "inferred" } : event;
  });
  expect(sent(log).state).toEqual(project(runStateProjection, log));
});

it("keeps what is from outside", () => {
  const log = longLog(3).map((event): Logged => {
    if (event.type !== "published" || event.task !== 2) return event;
    return { ...event, type: "published-outside", serviceMs: 1000 };
  });
  const { state } = sent(log);
  expect(state).toEqual(project(runStateProjection, log));
  expect(state.arms[0]?.outside).toBe(1);
});

it("is at most 2 MB for 20,000 tasks of any size in two arms, in the middle and at the end", () => {
  const log = bigLog(20_000);
  for (const count of [log.length / 2, log.length]) {
    expect(sent(log.slice(0, count)).bytes).toBeLessThan(2_000_000);
  }
});
