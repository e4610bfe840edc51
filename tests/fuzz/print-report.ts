import { nearestRank, sum } from "#shared/kernel/statistics.ts";
import type { FuzzReport } from "./fuzz-run.ts";
import { quarterMeans } from "./memory-verdict.ts";
import type { Outcome } from "./meet.ts";
import { describeFailure, type Tally } from "./tally.ts";

const COLUMNS: readonly Outcome["came"][] = [
  "went on",
  "closed the channel",
  "closed the connection",
  "said its header",
  "cut off",
  "not asked",
];

/** The figures of a run as text; its failures last. */
export function reportText(report: FuzzReport, seed: number): string {
  const { tally, faults, seconds } = report;
  const failures = tally.failures.map((failure) => describeFailure(failure, seed));
  return [
    ...outcomeTable(tally),
    "",
    `reply codes: ${codesOf(tally)}`,
    `longest without an answer or an end: ${(tally.slowestMs / 1000).toFixed(1)} s`,
    ...clientLines(report),
    ...memoryLines(report),
    "",
    ...failures,
    ...faults,
    `${count(tally.inputs)} inputs over TCP, ${Math.round(seconds)} s, ${failures.length + faults.length} failures`,
  ].join("\n");
}

function outcomeTable({ kinds }: Tally): readonly string[] {
  const rows = [...kinds].map(([kind, row]) => [
    kind,
    ...[sum([...row.values()]), ...COLUMNS.map((column) => row.get(column) ?? 0)].map(count),
  ]);
  const head = ["what was sent", "inputs", ...COLUMNS];
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]!.length)),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  "),
  );
}

function codesOf({ codes }: Tally): string {
  const rows = [...codes].sort(([a], [b]) => a - b);
  return rows.map(([code, times]) => `${code} ${count(times)}×`).join(", ");
}

function clientLines({ accounts }: FuzzReport): readonly string[] {
  return accounts.map(({ name, published, confirmed, consumed, aloneMs, latenciesMs }) => {
    const alone = latencyWords(aloneMs);
    return (
      `${name} client: ${count(published)} published, ${count(confirmed)} confirmed, ` +
      `${count(consumed)} consumed; ${latencyWords(latenciesMs)} (before the run ${alone})`
    );
  });
}

function latencyWords(latenciesMs: readonly number[]): string {
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  const [p50, p99] = [nearestRank(sorted, 0.5), nearestRank(sorted, 0.99)];
  return `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, max ${(sorted.at(-1) ?? 0).toFixed(1)} ms`;
}

function memoryLines({ measures }: FuzzReport): readonly string[] {
  const last = measures.at(-1);
  if (last === undefined) return [];
  const { connections, channels, queues } = last;
  return [
    ...(["heapBytes", "rssBytes"] as const).map((what) => {
      const quarters = quarterMeans(measures, what).map(megabytes).join(", ");
      return `${what === "rssBytes" ? "RSS" : "heap"}: ${megabytes(measures[0]![what])} MB warm, quarters ${quarters}, ${megabytes(last[what])} at the end`;
    }),
    `longest turn of the broker's event loop: ${Math.round(Math.max(...measures.map(({ turnMs }) => turnMs)))} ms of processor time`,
    `alive at the end: ${connections} connections, ${channels} channels, ${queues} queues, all of well-behaved clients`,
  ];
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

const count = (value: number): string => value.toLocaleString("en-US");
