import { expect, it } from "vitest";
import { METHOD_NAMES } from "#broker/wire/methods.ts";
import { fuzzRun } from "#tests/fuzz/fuzz-run.ts";
import { inputAt } from "#tests/fuzz/input.ts";
import { fieldsOf } from "#tests/fuzz/method-octets.ts";
import { STAGES } from "#tests/fuzz/stages.ts";
import { describeFailure } from "#tests/fuzz/tally.ts";

const SEED = 1;
const PATIENCE_MS = 120_000;

it(
  "takes 5,000 malformed inputs from the network and serves everybody else meanwhile",
  async () => {
    const { tally, faults, accounts } = await fuzzRun({
      inputs: 5_000,
      seed: SEED,
      rounds: 2,
      longestSilenceMs: 3_000,
    });
    expect(tally.failures.map((failure) => describeFailure(failure, SEED))).toEqual([]);
    expect(faults).toEqual([]);
    expect(tally.inputs).toBe(5_000);
    for (const { published, confirmed, consumed } of accounts) {
      expect(published).toBeGreaterThan(0);
      expect([confirmed, consumed]).toEqual([published, published]);
    }
  },
  PATIENCE_MS,
);

it("breaks each field of each method, sends each method at each stage, and repeats itself", () => {
  const inputs = Array.from({ length: 10_000 }, (_, index) => inputAt(SEED, index));
  const broken = new Set(inputs.map(({ says }) => says));
  const fields = METHOD_NAMES.flatMap((name) =>
    fieldsOf(name).map(([field]) => `${name} with ${field} broken`),
  );
  expect(fields.filter((says) => !broken.has(says))).toEqual([]);

  const states = inputs.filter(({ kind }) => kind === "in the wrong state");
  const met = new Set(states.map(({ says, stage }) => `${says.split(" ", 1).join()}, ${stage}`));
  expect(met.size).toBe(METHOD_NAMES.length * STAGES.length);

  expect(inputAt(SEED, 1_234)).toEqual(inputs[1_234]);
});
