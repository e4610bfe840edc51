import { Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { DepthPoint } from "#shared/metrics/arm-metrics.ts";
import type { ArmReading } from "./arm-reading.model.ts";
import { Panel, PanelRows, rowHeight } from "./panel.tsx";
import { thinOut } from "./thin-out.model.ts";

interface DepthPanelProps {
  readonly readings: readonly ArmReading[];
  readonly nowMs: number;
  /** The axis of the lanes: the same clock. */
  readonly domainMs: number;
}

/** Ready and held over time, as steps; one scale for every arena. */
export function DepthPanel({ readings, nowMs, domainMs }: DepthPanelProps) {
  const { depth } = useMessages().metrics;
  const rowPx = Math.round(rowHeight(readings.length) * 1.18);
  const most = largest(
    1,
    readings.flatMap(({ metrics }) => (metrics?.depth ?? []).map(peak)),
  );

  return (
    <Panel
      title={depth.title}
      unit={depth.unit}
      description={depth.aria(
        readings.map(({ arm, ready, held, metrics }) =>
          depth.ariaArm(arm, ready, held, largest(0, (metrics?.depth ?? []).map(waiting))),
        ),
      )}
    >
      <div className="mt-2">
        <PanelRows
          names={readings.map(({ arm }) => arm)}
          rowPx={rowPx}
          values={readings.map(({ arm, ready, held }) => (
            <span key={arm} className="flex flex-col items-end text-small leading-[12px]">
              {depthLabels(ready, held).map((which) =>
                which === "ready" ? (
                  <span key={which} className="text-ready-text">
                    {depth.ready(ready)}
                  </span>
                ) : (
                  <span key={which} className="text-held-text">
                    {depth.held(held)}
                  </span>
                ),
              )}
            </span>
          ))}
          chart={readings.map(({ arm, metrics }) => (
            <DepthLine
              key={arm}
              points={metrics?.depth ?? []}
              heightPx={rowPx}
              most={most}
              nowMs={nowMs}
              domainMs={domainMs}
            />
          ))}
        />
      </div>
    </Panel>
  );
}

interface DepthLineProps {
  readonly points: readonly DepthPoint[];
  readonly heightPx: number;
  readonly most: number;
  readonly nowMs: number;
  readonly domainMs: number;
}

function DepthLine({ points, heightPx, most, nowMs, domainMs }: DepthLineProps) {
  const drawn = thinOut(visible(points, domainMs), waiting);
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <LineChart
        // One point is no line; it would be drawn as a dot.
        data={drawn.length > 1 ? [...drawn] : []}
        margin={ROOM}
        accessibilityLayer={false}
      >
        <XAxis type="number" dataKey="atMs" domain={[0, domainMs]} hide />
        <YAxis type="number" domain={[0, most]} hide />
        <ReferenceLine y={0} stroke="var(--line-2)" />
        <Line
          dataKey="ready"
          type="stepAfter"
          stroke="var(--ready-line)"
          strokeWidth={1.75}
          strokeDasharray="4 3"
          dot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="held"
          type="stepAfter"
          stroke="var(--held-line)"
          strokeWidth={2.25}
          dot={false}
          isAnimationActive={false}
        />
        {points.length > 0 && <ReferenceLine x={nowMs} stroke="var(--ink)" />}
      </LineChart>
    </ResponsiveContainer>
  );
}

const ROOM = { top: 4, right: 0, bottom: 4, left: 0 };

/** A step so short is the hand-over from queue to lane: no pixel of this chart could show it. */
function visible(points: readonly DepthPoint[], domainMs: number): readonly DepthPoint[] {
  return points.filter(({ atMs }, i) => (points[i + 1]?.atMs ?? Infinity) - atMs > domainMs / 1000);
}

function peak({ ready, held }: DepthPoint): number {
  return Math.max(ready, held);
}

function waiting({ ready, held }: DepthPoint): number {
  return ready + held;
}

/** The higher line's label stands above. */
function depthLabels(ready: number, held: number): readonly ("ready" | "held")[] {
  return ready >= held ? ["ready", "held"] : ["held", "ready"];
}

/** A long run has more of them than a call takes arguments. */
function largest(least: number, values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), least);
}
