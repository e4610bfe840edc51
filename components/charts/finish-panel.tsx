import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmReading } from "./arm-reading.model.ts";
import { Panel, PanelRows, rowHeight } from "./panel.tsx";

interface FinishPanelProps {
  readonly readings: readonly ArmReading[];
  /** The axis of the lanes: the same clock. */
  readonly domainMs: number;
}

/** How long each arena took, or has been at it; the bound no schedule can beat. */
export function FinishPanel({ readings, domainMs }: FinishPanelProps) {
  const { finish } = useMessages().metrics;
  const rowPx = rowHeight(readings.length);
  const barPx = Math.min(20, rowPx - 6);
  const bound = readings.find(({ boundMs }) => boundMs !== null);
  const [boundMs, boundAtMs] = [bound?.boundMs ?? null, bound?.boundAtMs ?? null];
  const share = (ms: number) => `${(ms / domainMs) * 100}%`;

  const value = ({ elapsedMs, finishMs, done, published, lost }: ArmReading) => {
    if (lost > 0) return finish.doneOf(done, published);
    if (finishMs !== null) return finish.seconds(seconds(finishMs));
    return elapsedMs === null ? "–" : finish.seconds(seconds(elapsedMs));
  };
  const inWords = (reading: ArmReading) => {
    const { arm, elapsedMs, finishMs, lost } = reading;
    if (elapsedMs === null) return finish.ariaArm(arm, finish.none);
    if (lost > 0) return finish.ariaArm(arm, `${value(reading)}, ${finish.lost(lost)}`);
    return finish.ariaArm(
      arm,
      finishMs === null ? finish.running(seconds(elapsedMs)) : value(reading),
    );
  };

  return (
    <Panel
      title={finish.title}
      description={finish.aria(readings.map(inWords), boundMs === null ? null : seconds(boundMs))}
    >
      <div className="mt-3">
        <PanelRows
          names={readings.map(({ arm }) => arm)}
          rowPx={rowPx}
          values={readings.map((reading) => (
            <span
              key={reading.arm}
              className={
                reading.finishMs === null && reading.lost === 0 ? "font-normal text-ink-2" : ""
              }
            >
              {value(reading)}
            </span>
          ))}
          chart={
            <svg aria-hidden className="block w-full" height={rowPx * readings.length}>
              {readings.map(({ arm, firstAtMs, finishMs, elapsedMs }, i) => (
                <rect
                  key={arm}
                  x={share(firstAtMs ?? 0)}
                  width={share(finishMs ?? elapsedMs ?? 0)}
                  y={i * rowPx + (rowPx - barPx) / 2}
                  height={barPx}
                  rx={2}
                  fill="var(--ink)"
                />
              ))}
              {boundAtMs !== null && (
                <line
                  x1={share(boundAtMs)}
                  x2={share(boundAtMs)}
                  y1={0}
                  y2={rowPx * readings.length}
                  stroke="var(--ink-2)"
                  strokeWidth={1.25}
                  strokeDasharray="5 4"
                />
              )}
            </svg>
          }
        />
        <p className="relative mr-[72px] ml-6 h-4 text-small text-ink-2">
          {boundMs !== null && boundAtMs !== null && (
            <span
              className="absolute -translate-x-1/2 whitespace-nowrap"
              style={{ left: `${Math.min(Math.max((boundAtMs / domainMs) * 100, 18), 82)}%` }}
            >
              {finish.bound(seconds(boundMs))}
            </span>
          )}
        </p>
      </div>
    </Panel>
  );
}
