import { isTooFast, toleranceMs } from "#shared/metrics/tolerance.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { EXIT } from "../exit-codes.ts";
import { disappointment } from "./expectation.ts";
import { faultText } from "./parse-fault.ts";
import { raceNotes } from "./race-notes.ts";
import type { RaceOptions } from "./race-options.ts";
import { raceResult, type RaceResult } from "./race-result.ts";
import { raceTable } from "./race-table.ts";
import type { Raced } from "./run-race.ts";
import type { Words } from "./word-problem.ts";

/** How a race ended, simulated or not. */
export interface Ended extends Omit<Raced, "run"> {
  readonly state: RunState;
}

/** Prints what came of it, and what to know about it. @returns the exit code. */
export function printRace(
  words: Words,
  { state, outcome, before, decidedAtMs }: Ended,
  { json, speed, expect }: Pick<RaceOptions, "json" | "speed" | "expect">,
): number {
  const { cli } = words;
  const result = raceResult(state);
  const notes = raceNotes(before, decidedAtMs, words.messages);
  if (json) console.log(JSON.stringify({ ...result, outcome, notes }));
  else {
    console.log(raceTable(cli, result));
    const lines = notes.map(({ arm, text }) => cli.note(arm, text));
    if (lines.length > 0) console.log(["", ...lines].join("\n"));
  }
  for (const fault of result.missedFaults) console.error(cli.missedFault(faultText(fault)));
  if (isTooFast(speed)) console.error(cli.fast(speed, toleranceMs(speed) / 1000));
  if (outcome === "time-up") console.error(cli.timeUp);
  if (outcome === "standing-still") console.error(cli.cannotEnd);
  const unmeasured = sayAll(refusals(words, state));
  const failed = [
    sayAll(mismatches(words, state)),
    sayAll(disappointments(words, result, expect)),
  ].includes(true);
  if (outcome === "interrupted") return EXIT.interrupted;
  if (unmeasured || outcome === "standing-still" || outcome === "failed") return EXIT.notMeasured;
  return failed ? EXIT.expectationFailed : EXIT.finished;
}

/** @returns whether there was anything to say. */
function sayAll(lines: readonly string[]): boolean {
  for (const line of lines) console.error(line);
  return lines.length > 0;
}

function refusals({ cli }: Words, { arms, incidents }: RunState): readonly string[] {
  return [
    ...[...incidents].flatMap((incident) =>
      incident.type === "broker-restart-failed" ? [cli.notRestarted(incident.reason)] : [],
    ),
    ...arms.flatMap(({ arm, refusal }) =>
      refusal ? [cli.refused(arm, refusal.replyCode, refusal.replyText)] : [],
    ),
  ];
}

function mismatches({ cli }: Words, state: RunState): readonly string[] {
  return state.mismatches.map(({ arm, expected, counted }) => cli.mismatch(arm, expected, counted));
}

function disappointments(
  { cli }: Words,
  result: RaceResult,
  expected: RaceOptions["expect"],
): readonly string[] {
  return expected.flatMap((expectation) => {
    const missed = disappointment(result, expectation);
    return missed ? [cli.disappointed(expectation.text, missed.was)] : [];
  });
}
