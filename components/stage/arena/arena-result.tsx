import { useOptima } from "#client/optimum/use-optima.ts";
import { useMeasuresNow } from "#client/time/use-stage-time.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ForMs } from "#shared/kernel/moment.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import { noticeableDelayMs, noticeableWireMs, toleranceMs } from "#shared/metrics/tolerance.ts";
import type { Ledger } from "#shared/run/ledger.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { bestAbove, isOnBound } from "#components/stage/finish.model.ts";
import { ArenaFigure } from "./arena-figure.tsx";

interface ArenaResultProps {
  readonly ledger: Ledger;
  /** Tasks published and planned. */
  readonly total: number;
  readonly metrics: ArmMetrics | undefined;
  /** The best any schedule could do, once it is known. */
  readonly optimumMs: ForMs | null;
  readonly speed: number;
  /** How much of the time the broker itself took. */
  readonly brokerDelayMs: ForMs;
  readonly small: boolean;
}

interface ResultNowProps extends Omit<ArenaResultProps, "metrics" | "optimumMs" | "speed"> {
  readonly run: RunState;
  readonly arm: ArmId;
}

/** The one thing in a header that time changes. */
export function ResultNow({ run, arm, ...result }: ResultNowProps) {
  const metrics = useMeasuresNow(run).get(arm);
  const optimumMs = useOptima(run).get(arm) ?? null;
  return <ArenaResult {...result} {...{ metrics, optimumMs }} speed={run.speed} />;
}

/** The figure of an arena, and what there is to say of it. */
export function ArenaResult(props: ArenaResultProps) {
  const { ledger, total, metrics, optimumMs, speed, brokerDelayMs, small } = props;
  const finishMs = metrics?.finishMs ?? null;
  return (
    <ArenaFigure
      finishMs={finishMs}
      done={ledger.done}
      total={total}
      small={small}
      delayMs={noticeableDelayMs(brokerDelayMs, speed)}
    >
      <Remark {...{ ledger, metrics, optimumMs, speed, finishMs }} />
    </ArenaFigure>
  );
}

interface RemarkProps {
  readonly ledger: Ledger;
  readonly metrics: ArmMetrics | undefined;
  readonly optimumMs: ForMs | null;
  readonly speed: number;
  readonly finishMs: ForMs | null;
}

function Remark({ ledger, metrics, optimumMs, speed, finishMs }: RemarkProps) {
  const { result } = useMessages().stage;
  const boundMs = metrics?.lowerBoundMs ?? null;
  const [heldBackMs, onWireMs] = [metrics?.heldBackMs ?? 0, noticeableWireMs(metrics)];
  if (ledger.lost > 0) {
    return <span className="font-semibold text-lost-text">{result.lost(ledger.lost)}</span>;
  }
  if (ledger.dead > 0) {
    return <span className="font-semibold text-lost-text">{result.dead(ledger.dead)}</span>;
  }
  if (ledger.returned > 0) {
    return <span className="font-semibold text-lost-text">{result.returned(ledger.returned)}</span>;
  }
  if (ledger.missing > 0) {
    return <span className="font-semibold text-lost-text">{result.missing(ledger.missing)}</span>;
  }
  if (ledger.refused > 0) {
    return <span className="font-semibold text-lost-text">{result.refused(ledger.refused)}</span>;
  }
  if (ledger.outside > 0) {
    return (
      <span className="font-semibold text-ink" title={result.notSameHint(ledger.outside)}>
        {result.notSame}
      </span>
    );
  }
  if (ledger.redelivered > 0) {
    return (
      <span className="font-semibold text-redelivered-text">
        {result.redelivered(ledger.redelivered)}
      </span>
    );
  }
  if (finishMs !== null && boundMs !== null) {
    // A claim, not a comparison: what the wire cost is no excuse for it.
    const withinMs = toleranceMs(speed);
    const bestMs = bestAbove(boundMs, optimumMs);
    const isBest = bestMs !== null && finishMs - bestMs < withinMs;
    if (isBest || isOnBound(finishMs, boundMs, withinMs)) {
      return (
        <span className="font-semibold text-done-text">
          {isBest ? result.onBest : result.onBound}
        </span>
      );
    }
    return (
      <span className="font-semibold text-ink">
        {bestMs === null
          ? result.overBound(seconds(finishMs - boundMs))
          : result.best(seconds(bestMs))}
      </span>
    );
  }
  if (ledger.published === 0) return null;
  if (onWireMs !== null) {
    // The speed stands in the header anyway: with it the words would push the settings aside.
    return (
      <span title={result.wireAt(speed)}>
        {result.idleAndWire(seconds(heldBackMs), seconds(onWireMs))}
      </span>
    );
  }
  return heldBackMs >= toleranceMs(speed) ? (
    <span className="font-semibold text-ink">{result.idle(seconds(heldBackMs))}</span>
  ) : (
    <span>{result.noIdle}</span>
  );
}
