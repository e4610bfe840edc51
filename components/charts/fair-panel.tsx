import { jain, shortSeconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmReading } from "./arm-reading.model.ts";
import { Panel } from "./panel.tsx";
import { StackedRows, type Box } from "./stacked-rows.tsx";

interface FairPanelProps {
  readonly readings: readonly ArmReading[];
}

interface FairRow {
  readonly key: string;
  readonly arm: string;
  readonly measure: string;
  /** One number per worker, in order of arrival, and how it is written. */
  readonly shares: readonly number[];
  readonly texts: readonly string[];
  readonly index: number | null;
}

/** How evenly messages, and work, were handed out: each row one bar, a piece per worker. */
export function FairPanel({ readings }: FairPanelProps) {
  const { fairness } = useMessages().metrics;
  const rows = [
    ...readings.map((reading) => messagesRow(reading, fairness.messages)),
    ...readings.map((reading) => workRow(reading, fairness.work)),
  ];
  const most = Math.max(1, ...readings.map(({ workers }) => workers.length));
  const workers = readings.find((reading) => reading.workers.length === most)?.workers ?? [];
  const rowPx = Math.max(LEAST_ROW_PX, Math.floor(100 / rows.length));
  const isAny = rows.some(({ shares }) => shares.some((share) => share > 0));
  const isUnequal = readings.some(
    ({ metrics }) =>
      metrics?.fairnessByMessages === null && metrics.workers.some(({ messages }) => messages > 0),
  );
  const index = (value: number | null) => (value === null ? fairness.none : jain(value));

  return (
    <Panel
      title={fairness.title(workersInShort(workers))}
      unit={isUnequal ? fairness.noIndex : fairness.unit}
      description={fairness.aria(
        readings.map(({ arm }, i) => {
          const byMessages = rows[i];
          const byWork = rows[readings.length + i];
          return fairness.ariaArm(
            arm,
            byMessages?.texts.join(" : ") ?? "",
            index(byMessages?.index ?? null),
            byWork?.texts.join(" : ") ?? "",
            index(byWork?.index ?? null),
          );
        }),
      )}
    >
      <div className="mt-1.5 flex">
        <ul className="w-20 flex-none">
          {rows.map(({ key, arm, measure }) => (
            <li
              key={key}
              style={{ height: rowPx }}
              className="flex items-center gap-1.5 text-small whitespace-nowrap text-ink-2"
            >
              <b className="w-3 text-body text-ink">{arm}</b>
              {measure}
            </li>
          ))}
        </ul>
        <div className="relative min-w-0 flex-1">
          <StackedRows
            rows={rows.map(({ key, shares }) => ({ key, pieces: shares }))}
            rowPx={rowPx}
            barPx={Math.min(16, rowPx - 4)}
            draw={(row, worker, box) => (
              <Share box={box} worker={worker} text={rows[row]?.texts[worker] ?? ""} />
            )}
          />
          {most === 2 && isAny && (
            <span aria-hidden className="absolute inset-y-0 left-1/2 w-px bg-ink" />
          )}
        </div>
        <ul className="w-11 flex-none">
          {rows.map(({ key, index: value }) => (
            <li
              key={key}
              style={{ height: rowPx }}
              className={`flex items-center justify-end font-semibold ${rowPx < DENSE_ROW_PX ? "text-small" : "text-[14px]"}`}
            >
              {index(value)}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function messagesRow({ arm, metrics }: ArmReading, measure: string): FairRow {
  const shares = (metrics?.workers ?? []).map(({ messages }) => messages);
  return {
    key: `${arm} messages`,
    arm,
    measure,
    shares,
    texts: shares.map(String),
    index: metrics?.fairnessByMessages ?? null,
  };
}

function workRow({ arm, metrics }: ArmReading, measure: string): FairRow {
  const shares = (metrics?.workers ?? []).map(({ busyMs }) => busyMs);
  return {
    key: `${arm} work`,
    arm,
    measure,
    shares,
    texts: shares.map(shortSeconds),
    index: metrics?.fairnessByWork ?? null,
  };
}

function workersInShort(workers: readonly string[]): string {
  const [first, last] = [workers[0], workers.at(-1)];
  return workers.length <= 3 ? workers.join(" : ") : `${first ?? ""} … ${last ?? ""}`;
}

/** Four arenas make the panel a little taller rather than illegible. */
const LEAST_ROW_PX = 16;
/** In lower rows figures are small, so that they do not touch. */
const DENSE_ROW_PX = 20;
/** A lower bar has no room for its number; the table has it. */
const LEAST_TEXT_PX = 12;

interface ShareProps {
  readonly box: Box;
  readonly worker: number;
  readonly text: string;
}

/** Neighbours alternate between dark and light, so that no worker has a colour of its own. */
function Share({ box, worker, text }: ShareProps) {
  const { x, y, width, height } = box;
  const isDark = worker % 2 === 0;
  const isFirst = worker === 0;
  if (width <= 0) return <g />;
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={2}
        fill={isDark ? "var(--ink-2)" : "var(--line-2)"}
      />
      {height >= LEAST_TEXT_PX && width > 8 + text.length * 7 && (
        <text
          x={isFirst ? x + 6 : x + width - 6}
          y={y + height / 2 + 4}
          textAnchor={isFirst ? "start" : "end"}
          fontSize={11}
          fontWeight={600}
          fill={isDark ? "var(--surface)" : "var(--ink)"}
        >
          {text}
        </text>
      )}
    </g>
  );
}
