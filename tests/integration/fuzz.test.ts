import { expect, it } from "vitest";
import { fuzzRun } from "#tests/fuzz/fuzz-run.ts";
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
