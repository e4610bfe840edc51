import type { RunEvent } from "#shared/run-log/run-event.ts";
import { attemptEvent, receivedEvent } from "#workers/machine/consequences.ts";
import { advance } from "#workers/machine/worker-machine.ts";
import type { WorkerState } from "#workers/machine/worker-state.ts";
import type { WorkerInstruction, WorkerStimulus } from "#workers/machine/worker-stimulus.ts";

interface WorkerStep {
  readonly state: WorkerState;
  readonly reports: readonly RunEvent[];
  readonly instructions: readonly WorkerInstruction[];
}

/** A step of a worker's machine, with what comes of it as objects. */
export function stepOf(state: WorkerState, stimulus: WorkerStimulus): WorkerStep {
  const reports: RunEvent[] = [];
  const instructions: WorkerInstruction[] = [];
  const next = advance(state, stimulus, {
    received: (who, receipt) => reports.push(receivedEvent(who, receipt)),
    attempt: (stage, who, attempt) => reports.push(attemptEvent(stage, who, attempt)),
    report: (event) => reports.push(event),
    instruct: (instruction) => instructions.push(instruction),
  });
  return { state: next, reports, instructions };
}
