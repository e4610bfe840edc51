import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";
import { finishOf } from "../run/completion.ts";
import { ledgerOf } from "../run/ledger.ts";
import { tasksByWorker } from "../run/tasks-by-worker.ts";
import { parseNdjson } from "./ndjson.ts";

const fixtures = join(import.meta.dirname, "../../tests/fixtures");
const read = (name: string) => readFileSync(join(fixtures, name), "utf8");

interface OldFigures {
  readonly arms: readonly {
    readonly finishMs: number | null;
    readonly ledger: object;
    readonly byWorker: Readonly<Record<string, readonly number[]>>;
  }[];
}

/** Written and measured by version 0.1.0, whose logs are of format 1. */
describe.each(["format-1-kill-a-worker", "format-1-kill-broker"])("%s", (name) => {
  const parsed = parseNdjson(read(`${name}.ndjson`));
  const old = JSON.parse(read(`${name}.figures.json`)) as OldFigures;

  it("opens, and names the release the broker was held against", () => {
    expect(parsed.ok && parsed.value[0]).toMatchObject({ formatVersion: 2, release: "3.10" });
  });

  it("gives the figures it gave then", () => {
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const { arms } = expectSoundLog(parsed.value);
    expect(arms.map((arm) => Object.fromEntries(tasksByWorker(arm)))).toEqual(
      old.arms.map(({ byWorker }) => byWorker),
    );
    expect(arms.map(ledgerOf)).toMatchObject(old.arms.map(({ ledger }) => ledger));
    const finishes = arms.map(finishOf);
    expect(finishes.map((ms) => (ms === null ? null : Math.round(ms * 1000) / 1000))).toEqual(
      old.arms.map(({ finishMs }) => finishMs),
    );
  });
});
