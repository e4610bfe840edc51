import { BEGINNING } from "../kernel/moment.ts";
import { Vector } from "../kernel/vector.ts";
import type { RunState } from "./run-state.ts";

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
