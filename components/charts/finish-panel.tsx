import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { bestAbove } from "#components/stage/finish.model.ts";
import type { ForMs } from "#shared/kernel/moment.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { ArmReading } from "./arm-reading.model.ts";
import { Panel, PanelRows, rowHeight } from "./panel.tsx";

interface FinishPanelProps {
  readonly readings: readonly ArmReading[];
  /** The best any schedule could do, where it is known. */
  readonly optima: ReadonlyMap<ArmId, ForMs>;
  /** The axis of the lanes: the same clock. */
  readonly domainMs: number;
}

/** How long each arena took, or has been at it; the bound no schedule can beat. */
export function FinishPanel({ readings, optima, domainMs }: FinishPanelProps) {
  const { finish } = useMessages().metrics;
  const rowPx = rowHeight(readings.length);
  const barPx = Math.min(20, rowPx - 6);
  const bound = readings.find(({ boundMs }) => boundMs !== null);
  const [boundMs, boundAtMs] = [bound?.boundMs ?? null, bound?.boundAtMs ?? null];
  const bounds = new Set(readings.flatMap((one) => one.boundMs ?? []).map(seconds));
  // Arenas that don't do the same tasks: each has a line of its own.
  const differ = bounds.size > 1;
  const boundText = boundMs === null ? null : [...bounds].join(" / ");
  const bestMs = differ ? null : bestAbove(boundMs, bound && optima.get(bound.arm));
  const share = (ms: number) => `${(ms / domainMs) * 100}%`;

  const isGoing = readings.some(
    ({ elapsedMs, finishMs, lost }) => elapsedMs !== null && finishMs === null && lost === 0,
  );
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
      {...(isGoing && { unit: finish.soFar })}
      description={finish.aria(
        readings.map(inWords),
        boundText,
        bestMs === null ? null : seconds(bestMs),
      )}
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
              {readings.map((one, i) => {
                const atMs = differ ? one.boundAtMs : boundAtMs;
                if (atMs === null) return null;
                return (
                  <line
                    key={one.arm}
                    x1={share(atMs)}
                    x2={share(atMs)}
                    y1={i * rowPx}
                    y2={(i + 1) * rowPx}
                    stroke="var(--ink-2)"
                    strokeWidth={1.25}
                    strokeDasharray="5 4"
                  />
                );
              })}
            </svg>
          }
        />
        <p className="relative mr-[72px] ml-6 h-4 text-small text-ink-2">
          {boundText !== null && boundAtMs !== null && (
            <span
              className="absolute -translate-x-1/2 whitespace-nowrap"
              style={{
                left: inside((boundAtMs / domainMs) * 100, bestMs === null && !differ ? 18 : 42),
              }}
            >
              {bestMs === null
                ? finish.bound(boundText)
                : finish.boundAndBest(boundText, seconds(bestMs))}
            </span>
          )}
        </p>
      </div>
    </Panel>
  );
}

/** So far from either end of the picture that a label in its middle has room, per cent. */
function inside(percent: number, leastPercent: number): string {
  return `${Math.min(Math.max(percent, leastPercent), 100 - leastPercent)}%`;
}
