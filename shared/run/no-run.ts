import { BEGINNING } from "../kernel/moment.ts";
import { Vector } from "../kernel/vector.ts";
import type { ArmState, RunState } from "./run-state.ts";

/** Before the first event. */
export const NO_RUN: RunState = {
  runId: null,
  scenario: null,
  broker: null,
  release: null,
  brokerSilentSinceMs: null,
  brokerLost: null,
  atMs: BEGINNING,
  paused: false,
  speed: 1,
  arms: [],
  notes: [],
  incidents: Vector.of(),
  outcome: null,
  mismatches: [],
};

/** Before the first task: how many are where. */
export const NO_TASKS: ArmState["counts"] = {
  ready: 0,
  held: 0,
  running: 0,
  done: 0,
  lost: 0,
  returned: 0,
  missing: 0,
  refused: 0,
  dead: 0,
};
