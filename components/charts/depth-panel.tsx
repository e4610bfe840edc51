import { useMessages } from "#components/i18n/messages-provider.tsx";
import { useElementWidth } from "#components/stage/use-element-width.ts";
import type { DepthPoint } from "#shared/metrics/arm-metrics.ts";
import type { ArmReading } from "./arm-reading.model.ts";
import { countTicks } from "./count-ticks.model.ts";
import { DepthChart } from "./depth-chart.tsx";
import { Panel, PanelRows, rowHeight } from "./panel.tsx";

interface DepthPanelProps {
  readonly readings: readonly ArmReading[];
  readonly nowMs: number;
  /** The axis of the lanes: the same clock. */
  readonly domainMs: number;
}

/** Ready and held over time, as steps; one scale for every arena. */
export function DepthPanel({ readings, nowMs, domainMs }: DepthPanelProps) {
  const { depth } = useMessages().metrics;
  const [widthPx, ref] = useElementWidth(240);
  const rowPx = Math.round(rowHeight(readings.length) * 1.18);
  const most = Math.max(0, ...readings.map(({ metrics }) => largest(metrics?.depth ?? [], peak)));
  const counts = countTicks(most, rowPx < ROOM_FOR_THREE_PX ? 1 : 2);

  return (
    <Panel
      title={depth.title}
      unit={depth.unit}
      interactive
      description={depth.aria(
        readings.map(({ arm, ready, held, metrics }) =>
          depth.ariaArm(arm, ready, held, largest(metrics?.depth ?? [], waiting)),
        ),
      )}
    >
      <div className="mt-1">
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
          chart={
            <div ref={ref}>
              {readings.map(({ arm, metrics }, i) => (
                <DepthChart
                  key={arm}
                  arm={arm}
                  points={metrics?.depth ?? []}
                  widthPx={widthPx}
                  heightPx={rowPx}
                  counts={counts}
                  nowMs={nowMs}
                  domainMs={domainMs}
                  last={i === readings.length - 1}
                />
              ))}
            </div>
          }
        />
      </div>
    </Panel>
  );
}

/** Lower rows have room for two numbers only. */
const ROOM_FOR_THREE_PX = 40;

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

function largest(points: readonly DepthPoint[], of: (point: DepthPoint) => number): number {
  let most = 0;
  for (const point of points) most = Math.max(most, of(point));
  return most;
}
