import { useMemo } from "react";
import {
  Area,
  AreaChart,
  CartesianGrid,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from "recharts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { ticks, timeScale } from "#components/stage/time-scale.model.ts";
import type { DepthPoint } from "#shared/metrics/arm-metrics.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { thinOut } from "./thin-out.model.ts";

/** What the numbers of the time axis take under the last arena's chart. */
const TIME_AXIS_PX = 15;
/** So the lowest number of one chart and the highest of the next stay apart. */
const GAP_PX = 6;
/** The last number of the time axis may stand under its end. */
const HALF_NUMBER_PX = 11;

interface DepthChartProps {
  readonly arm: ArmId;
  readonly points: readonly DepthPoint[];
  readonly widthPx: number;
  readonly heightPx: number;
  /** Whole numbers, from 0 to the top. */
  readonly counts: readonly number[];
  readonly nowMs: number;
  /** The axis of the lanes: the same clock. */
  readonly domainMs: number;
  /** Under this one stand the numbers of the time axis. */
  readonly last: boolean;
}

/**
 * Ready and held of one arena, as steps. Left and Right go from step to step, and say each. They are areas without a
 * ground: a line would be measured along its length whenever it changes.
 */
export function DepthChart(props: DepthChartProps) {
  const { arm, points, widthPx, heightPx, counts, nowMs, domainMs, last } = props;
  const { depth } = useMessages().metrics;
  const axisPx = 9 + 7 * String(counts.at(-1) ?? 0).length;
  const data = useMemo(() => {
    const drawn = thinOut(visible(points, domainMs), ({ ready, held }) => ready + held);
    // One point is no line; it would be drawn as a dot.
    return drawn.length > 1 ? [...drawn] : [];
  }, [points, domainMs]);
  const times = ticks(timeScale(domainMs, widthPx - axisPx - HALF_NUMBER_PX)).flatMap(
    ({ atMs, major }) => (major ? [atMs] : []),
  );

  return (
    <div
      onKeyDown={(event) => {
        // Anywhere else they move the viewed moment.
        if (event.key === "ArrowLeft" || event.key === "ArrowRight") event.stopPropagation();
      }}
    >
      <AreaChart
        width={widthPx}
        height={last ? heightPx - GAP_PX + TIME_AXIS_PX : heightPx}
        data={data}
        margin={{ top: GAP_PX, right: HALF_NUMBER_PX, bottom: last ? 0 : GAP_PX, left: 0 }}
        aria-label={depth.chart(arm)}
      >
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          type="number"
          dataKey="atMs"
          domain={[0, domainMs]}
          ticks={times}
          tickFormatter={(atMs: number) => depth.tick(atMs / 1000)}
          interval={0}
          height={last ? TIME_AXIS_PX : 0}
          tick={last && NUMBERS}
          tickLine={false}
          tickMargin={1}
          axisLine={LINE}
        />
        <YAxis
          type="number"
          domain={[0, counts.at(-1) ?? 1]}
          ticks={[...counts]}
          interval={0}
          width={axisPx}
          tick={NUMBERS}
          tickLine={false}
          tickMargin={2}
          axisLine={false}
        />
        <Area
          dataKey="ready"
          type="stepAfter"
          stroke="var(--ready-line)"
          strokeWidth={1.75}
          strokeDasharray="4 3"
          fill="none"
          dot={false}
          activeDot={{ r: 2.5 }}
          isAnimationActive={false}
        />
        <Area
          dataKey="held"
          type="stepAfter"
          stroke="var(--held-line)"
          strokeWidth={2.25}
          fill="none"
          dot={false}
          activeDot={{ r: 2.5 }}
          isAnimationActive={false}
        />
        {points.length > 0 && <ReferenceLine x={nowMs} stroke="var(--ink)" />}
        <Tooltip
          content={DepthAt}
          cursor={{ stroke: "var(--ink-2)", strokeDasharray: "2 2" }}
          isAnimationActive={false}
          position={{ y: -24 }}
          allowEscapeViewBox={{ x: false, y: true }}
          wrapperStyle={{ zIndex: 10 }}
        />
      </AreaChart>
    </div>
  );
}

/** The figures of one step, for eye and ear. */
function DepthAt({ active, payload }: Pick<TooltipContentProps, "active" | "payload">) {
  const { depth } = useMessages().metrics;
  const point = active ? (payload[0]?.payload as DepthPoint | undefined) : undefined;
  return (
    <p role="status" className="text-small whitespace-nowrap">
      {point && (
        <span className="block rounded-[4px] border border-line-2 bg-surface px-1.5 py-px text-ink">
          <b className="font-semibold">{depth.at(seconds(point.atMs))}</b>{" "}
          <span className="text-ready-text">{depth.ready(point.ready)}</span>{" "}
          <span className="text-held-text">{depth.held(point.held)}</span>{" "}
          <span>{depth.running(point.running)}</span>
        </span>
      )}
    </p>
  );
}

const NUMBERS = { fontSize: 11, fill: "var(--ink-2)" };
const LINE = { stroke: "var(--line-2)" };

/** A step so short is the hand-over from queue to lane: no pixel of this chart could show it. */
function visible(points: readonly DepthPoint[], domainMs: number): readonly DepthPoint[] {
  return points.filter(({ atMs }, i) => (points[i + 1]?.atMs ?? Infinity) - atMs > domainMs / 1000);
}
