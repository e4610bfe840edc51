import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { noticeableWireMs } from "#shared/metrics/tolerance.ts";
import type { ArmReading } from "./arm-reading.model.ts";
import { Panel, PanelRows, rowHeight } from "./panel.tsx";
import { StackedRows, type Box } from "./stacked-rows.tsx";

interface BudgetPanelProps {
  readonly readings: readonly ArmReading[];
  /** Of the lab. */
  readonly speed: number;
}

/** How a part of the budget is drawn: its ground, its edge, the colour of its number. */
const PARTS = {
  busy: { fill: "var(--running-fill)", stroke: "none", text: "var(--on-running)", plate: false },
  idle: { fill: "url(#hatch-idle)", stroke: "var(--idle-line)", text: "var(--ink)", plate: true },
  nothing: { fill: "none", stroke: "var(--line-2)", text: "var(--ink)", plate: false },
  down: { fill: "var(--sunken)", stroke: "var(--line-2)", text: "var(--ink)", plate: false },
} as const;
type Part = keyof typeof PARTS;
const ORDER: readonly Part[] = ["busy", "idle", "nothing", "down"];

/** Worker-seconds: busy, idle while work waits, nothing to do, down. Each row is all there was. */
export function BudgetPanel({ readings, speed }: BudgetPanelProps) {
  const { budget } = useMessages().metrics;
  const rowPx = rowHeight(readings.length);
  const rows = readings.map(({ arm, metrics }) => {
    const spent = metrics?.budget;
    return {
      arm,
      busy: spent?.busyMs ?? 0,
      idle: spent?.idleWhileWorkWaitsMs ?? 0,
      nothing: spent?.nothingToDoMs ?? 0,
      down: spent?.downMs ?? 0,
    };
  });
  const onWire = readings.flatMap(({ arm, metrics }) => {
    const wireMs = noticeableWireMs(metrics);
    return wireMs === null ? [] : [{ arm, wireMs }];
  });
  const wire =
    onWire.length === 0
      ? null
      : budget.onWire(
          speed,
          onWire.map(({ arm, wireMs }) => [arm, seconds(wireMs)]),
        );
  const most = Math.max(...onWire.map(({ wireMs }) => wireMs));
  const wireInShort = onWire.length > MOST_NAMED ? budget.onWireUpTo(speed, seconds(most)) : wire;
  const anyDown = rows.some(({ down }) => down >= LEAST_MS);
  const names: Readonly<Record<Part, string>> = {
    busy: budget.busy,
    idle: budget.idle,
    nothing: anyDown ? budget.free : budget.nothing,
    down: budget.down,
  };

  return (
    <Panel
      title={budget.title}
      unit={wireInShort ?? budget.unit}
      unitInFull={wire ?? budget.unit}
      description={[
        budget.aria(
          rows.map(({ arm, ...parts }) =>
            budget.ariaArm(
              arm,
              seconds(parts.busy),
              seconds(parts.idle),
              seconds(parts.nothing),
              seconds(parts.down),
            ),
          ),
        ),
        ...(wire === null ? [] : [wire]),
      ].join(" ")}
    >
      <div className="@container mt-3">
        <PanelRows
          names={rows.map(({ arm }) => arm)}
          rowPx={rowPx}
          chart={
            <StackedRows
              rows={rows.map((row) => ({
                key: row.arm,
                pieces: ORDER.map((part) => Math.max(0, row[part])),
              }))}
              rowPx={rowPx}
              barPx={Math.min(20, rowPx - 6)}
              draw={(row, piece, box) => {
                const part = ORDER[piece];
                return part && <Spent part={part} ms={rows[row]?.[part] ?? 0} {...box} />;
              }}
            />
          }
        />
        <ul
          className={`ml-6 flex h-4 gap-3.5 text-small whitespace-nowrap text-ink-2 @max-[260px]:ml-0 ${anyDown ? "@max-[260px]:gap-1.5" : "@max-[260px]:gap-2"}`}
        >
          {ORDER.filter((part) => part !== "down" || anyDown).map((part) => (
            <li
              key={part}
              className={`flex items-center gap-1.5 ${anyDown ? "@max-[260px]:gap-1" : ""}`}
            >
              <svg aria-hidden width="11" height="10">
                <rect
                  x=".5"
                  y=".5"
                  width="10"
                  height="9"
                  rx="1.5"
                  fill={PARTS[part].fill}
                  stroke={PARTS[part].stroke}
                />
              </svg>
              {part === "nothing" ? (
                <>
                  <span className="@max-[290px]:hidden">{names.nothing}</span>
                  <span className="hidden @max-[290px]:inline">{budget.free}</span>
                </>
              ) : (
                names[part]
              )}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

/** There is no room for the figures of more arenas. */
const MOST_NAMED = 2;

/** Less would be a line without width. */
const LEAST_MS = 10;
/** The number needs so much room. */
const NUMBER_PX = 30;

function Spent({
  part,
  ms,
  x,
  y,
  width,
  height,
}: Box & { readonly part: Part; readonly ms: number }) {
  if (ms < LEAST_MS) return <g />;
  const { fill, stroke, text, plate } = PARTS[part];
  const middle = x + width / 2;
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} rx={2} fill={fill} stroke={stroke} />
      {width > NUMBER_PX && (
        <>
          {plate && (
            <rect
              x={middle - 14}
              y={y + 3}
              width={28}
              height={height - 6}
              rx={2}
              fill="var(--surface)"
            />
          )}
          <text
            x={middle}
            y={y + height / 2 + 4.5}
            textAnchor="middle"
            fill={text}
            fontSize={12}
            fontWeight={600}
          >
            {seconds(ms)}
          </text>
        </>
      )}
    </g>
  );
}
