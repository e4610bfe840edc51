import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startBroker } from "#broker";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import type { Script } from "#tests/support/differential/command.ts";
import { compare, printDifference } from "#tests/support/differential/compare.ts";
import { randomScript } from "#tests/support/differential/random-script.ts";

const SCRIPTS = 40;
const FIRST_SEED = 1_000_000;
const CASES = join(import.meta.dirname, "cases");

interface Case {
  readonly says: string;
  readonly script: Script;
}

// Without RabbitMQ the broker is held against another of its kind, which at least must do the same again.
const { url, release } = await conformanceBroker();
const embedded = await startBroker({ release });
afterAll(() => embedded.close());

async function expectNoDifference(script: Script): Promise<void> {
  const difference = await compare(script, [embedded.url, url]);
  expect(difference && printDifference(difference)).toBeUndefined();
}

describe("the embedded broker against the one under test: scripts that once told them apart", () => {
  for (const file of readdirSync(CASES)) {
    const { says, script } = JSON.parse(readFileSync(join(CASES, file), "utf8")) as Case;
    it(says, () => expectNoDifference(script));
  }
});

describe("the embedded broker against the one under test: random scripts", () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SCRIPTS; seed++) {
    it(`seed ${seed}`, () => expectNoDifference(randomScript(seed)));
  }
});
