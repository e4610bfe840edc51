import { Vector } from "../../kernel/vector.ts";
import { WordTable } from "../../kernel/word-table.ts";
import type { Seq } from "../../run-log/run-event.ts";
import {
  packScenario,
  unpackScenario,
  type PackedScenario,
} from "../../scenario/packed-scenario.ts";
import type { WorkerId } from "../../scenario/scenario.ts";
import type { Incident } from "../incident.ts";
import type { RunState } from "../run-state.ts";
import { packArm, unpackArm, type PackedArm } from "./packed-arm.ts";

/** A run at one moment, small enough to be sent: who has it needs only what came after to see the run. */
export interface Checkpoint {
  /** The last event it knows of. */
  readonly seq: Seq;
  readonly run: Omit<RunState, "scenario" | "arms" | "incidents">;
  readonly scenario: PackedScenario | null;
  readonly arms: readonly PackedArm[];
  readonly incidents: readonly Incident[];
  /** Texts of tasks that the scenario has not. */
  readonly texts: readonly string[];
  readonly workers: readonly WorkerId[];
}

/** @param seq of the last event folded into `state`. */
export function encodeCheckpoint(state: RunState, seq: Seq): Checkpoint {
  const { scenario: whole, arms: all, incidents, ...run } = state;
  const scenario = whole && packScenario(whole);
  const planned = scenario?.workload.texts ?? [];
  const tables = { texts: new WordTable(planned), workers: new WordTable<WorkerId>() };
  const arms = all.map((arm) => packArm(arm, tables));
  return {
    seq,
    run,
    scenario,
    arms,
    incidents: incidents.toArray(),
    texts: tables.texts.words.slice(planned.length),
    workers: tables.workers.words,
  };
}

/** @returns the state that `encodeCheckpoint` was given. */
export function decodeCheckpoint({ scenario, arms, ...checkpoint }: Checkpoint): RunState {
  const planned = scenario?.workload.texts ?? [];
  const tables = {
    texts: new WordTable([...planned, ...checkpoint.texts]),
    workers: new WordTable(checkpoint.workers),
  };
  return {
    ...checkpoint.run,
    scenario: scenario && unpackScenario(scenario),
    arms: arms.map((arm) => unpackArm(arm, tables)),
    incidents: Vector.of(checkpoint.incidents),
  };
}
