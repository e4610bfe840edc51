import { expect } from "vitest";
import type { Logged } from "#shared/run-log/run-event.ts";
import { loggedEventSchema } from "#shared/run-log/run-event-schema.ts";
import { violations } from "#shared/run/invariants.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";

/** Every event is in its place and of its form, and no invariant is broken after any. @returns the log, folded. */
export function expectSoundLog(log: readonly Logged[]): RunState {
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
  let state = runStateProjection.initial;
  for (const event of log) {
    expect(loggedEventSchema.parse(event)).toEqual(event);
    state = runStateProjection.evolve(state, event);
    expect(violations(state), `after ${JSON.stringify(event)}`).toEqual([]);
  }
  return state;
}
