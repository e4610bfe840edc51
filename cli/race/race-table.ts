import { releaseOf } from "#shared/run-log/broker-release.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import { mostColumns, padded } from "../columns.ts";
import type { ArmResult, RaceResult } from "./race-result.ts";

type Cli = TerminalMessages["cli"];

/** Of one worker: the rest is in the log, and in `--json`. */
const MOST_TASKS_SHOWN = 16;

/** One column an arm, one row a figure. */
export function raceTable(cli: Cli, { broker, arms }: RaceResult): string {
  const { rows } = cli;
  const row = (label: string, cell: (arm: ArmResult) => string) => [label, ...arms.map(cell)];
  const workers = [...new Set(arms.flatMap(({ byWorker }) => Object.keys(byWorker)))];
  const table = [
    row("", ({ id }) => cli.arm(id)),
    row(rows.strategy, ({ strategy }) => cli.strategy.limit(strategy)),
    row("", ({ strategy }) => cli.strategy.ack(strategy)),
    row("", ({ strategy }) => cli.strategy.survival(strategy)),
    row(rows.finish, (arm) => finishWords(cli, arm)),
    ...(arms.some(({ brokerDelayMs }) => brokerDelayMs > 0)
      ? [row(rows.brokerDelay, (arm) => seconds(arm.brokerDelayMs))]
      : []),
    row(rows.lowerBound, (arm) => secondsOr(cli, arm.lowerBoundMs)),
    ...(arms.some(({ optimumMs }) => optimumMs !== null)
      ? [row(rows.optimum, (arm) => secondsOr(cli, arm.optimumMs))]
      : []),
    row(rows.idleWhileWorkWaits, (arm) => seconds(arm.idleWhileWorkWaitsMs)),
    row(rows.onWire, (arm) => seconds(arm.onWireMs)),
    row(rows.wait, ({ wait }) => secondsOr(cli, wait?.meanMs ?? null)),
    row(rows.longestWait, ({ wait }) => secondsOr(cli, wait?.maxMs ?? null)),
    ...(arms.some((arm) => oldestHeld(arm) !== null)
      ? [row(rows.oldestHeld, (arm) => oldestHeldWords(cli, arm))]
      : []),
    row(rows.busy, (arm) => seconds(arm.busyMs)),
    row(rows.fairnessByMessages, (arm) => indexOr(cli, arm.fairnessByMessages)),
    row(rows.fairnessByWork, (arm) => indexOr(cli, arm.fairnessByWork)),
    row(rows.ledger, (arm) => ledgerWords(cli, arm)),
    ...workers.map((worker) =>
      row(rows.worker(worker), ({ byWorker }) => taskWords(cli, byWorker[worker])),
    ),
  ];
  return [cli.title(brokerName(cli, broker)), "", ...aligned(table)].join("\n");
}

function brokerName(cli: Cli, broker: RaceResult["broker"]): string {
  const { kind, product, version } = broker;
  if (kind === "embedded") return cli.embeddedBroker(releaseOf(broker) ?? version);
  return version === "" ? product : `${product} ${version}`;
}

function finishWords(cli: Cli, { finishMs, ledger }: ArmResult): string {
  return finishMs === null ? cli.noFinish(ledger.done, ledger.published) : seconds(finishMs);
}

function ledgerWords(cli: Cli, { ledger }: ArmResult): string {
  const words = cli.ledger;
  const left = ledger.ready + ledger.held + ledger.running;
  const some = (count: number, word: (count: number) => string) => (count > 0 ? [word(count)] : []);
  return [
    words.done(ledger.done),
    ...some(ledger.lost, words.lost),
    ...some(ledger.dead, words.dead),
    ...some(ledger.returned, words.returned),
    ...some(ledger.missing, words.missing),
    ...some(ledger.refused, words.refused),
    ...some(left, words.left),
    ...some(ledger.redelivered, words.redelivered),
    ...some(ledger.outside, words.outside),
  ].join(", ");
}

function taskWords(cli: Cli, tasks: readonly number[] = []): string {
  if (tasks.length === 0) return cli.none;
  const shown = tasks.slice(0, MOST_TASKS_SHOWN).join(" ");
  const more = tasks.length - MOST_TASKS_SHOWN;
  return more > 0 ? `${shown} ${cli.more(more)}` : shown;
}

/** Of the worker that has held a message longest; of a race that came to its end nobody holds any. */
function oldestHeld({ workers }: ArmResult): { worker: string; forMs: number } | null {
  const ages = workers.flatMap(({ worker, oldestHeldMs: forMs }) =>
    forMs === null ? [] : [{ worker, forMs }],
  );
  return ages.toSorted((a, b) => b.forMs - a.forMs)[0] ?? null;
}

function oldestHeldWords(cli: Cli, arm: ArmResult): string {
  const oldest = oldestHeld(arm);
  return oldest === null ? cli.none : `${oldest.worker}, ${seconds(oldest.forMs)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function secondsOr(cli: Cli, ms: number | null): string {
  return ms === null ? cli.notApplicable : seconds(ms);
}

function indexOr(cli: Cli, index: number | null): string {
  return index === null ? cli.notApplicable : index.toFixed(3);
}

function aligned(table: readonly (readonly string[])[]): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    mostColumns(table.map((cells) => cells[column] ?? "")),
  );
  return table.map((cells) =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
