import { createLate } from "#client/late.ts";
import { project, type Projection } from "#shared/kernel/projection.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import { NO_RUN } from "#shared/run/no-run.ts";
import type { RunState } from "#shared/run/run-state.ts";

/** A page without a run needs none of it; the line is opened when it has come, so every event finds it. */
export const reckoning = createLate(() => import("./reckoning-code.ts"));

/** A run from its log. @throws Error before {@link reckoning} has come. */
export const runOfLog: Projection<RunState, Logged> = {
  initial: NO_RUN,
  evolve: (run, event) => reckoning.here().runStateProjection.evolve(run, event),
  evolveAll: (run, events) => project(reckoning.here().runStateProjection, events, run),
};
