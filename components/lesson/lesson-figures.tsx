import { jain, littlesProduct, seconds } from "#components/i18n/format.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { AtMs } from "#shared/kernel/moment.ts";
import { sameWithinMs, noticeableWireMs } from "#shared/metrics/tolerance.ts";
import { littlesLaw } from "#shared/metrics/littles-law.ts";
import type { FigureName } from "#shared/lesson/lesson.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import { useLearn } from "./use-learn.ts";

interface LessonFiguresProps {
  readonly figures: readonly FigureName[];
  readonly arm: ArmState | undefined;
  readonly metrics: ArmMetrics | undefined;
  /** The moment shown, lab time. */
  readonly atMs: AtMs;
  /** Of the lab, now. */
  readonly speed: number;
}

/** What it comes down to, in large figures. */
export function LessonFigures({ figures, ...shown }: LessonFiguresProps) {
  if (figures.length === 0) return null;
  return (
    <dl className="mt-auto flex flex-none flex-wrap gap-y-3 border-t border-line px-6 py-4 max-lg:hidden">
      {figures.map((name) => (
        <div
          key={name}
          className="min-w-0 flex-1 basis-44 border-l border-line pl-5 first:border-0 first:pl-0"
        >
          <Figure name={name} {...shown} />
        </div>
      ))}
    </dl>
  );
}

function Figure({
  name,
  arm,
  metrics,
  atMs,
  speed,
}: Omit<LessonFiguresProps, "figures"> & { name: FigureName }) {
  const { figures } = useLearn().learn;
  switch (name) {
    case "finish": {
      const [finishMs, boundMs] = [metrics?.finishMs ?? null, metrics?.lowerBoundMs ?? null];
      const overMs = finishMs === null || boundMs === null ? null : finishMs - boundMs;
      const under =
        overMs === null
          ? ""
          : overMs < sameWithinMs(speed, metrics)
            ? figures.onBound
            : figures.overBound(seconds(overMs));
      return (
        <Large
          name={figures.finish}
          value={finishMs === null ? null : seconds(finishMs)}
          unit={figures.seconds}
          under={under}
        />
      );
    }
    case "idle": {
      const wireMs = noticeableWireMs(metrics);
      return (
        <Large
          name={figures.idle}
          value={metrics ? seconds(metrics.heldBackMs) : null}
          unit={figures.seconds}
          under={wireMs !== null ? figures.onWire(seconds(wireMs), speed) : figures.ofWorkers}
        />
      );
    }
    case "fairness": {
      const [messages, work] = [metrics?.fairnessByMessages, metrics?.fairnessByWork];
      const isKnown = messages != null && work != null;
      return (
        <Large
          name={figures.fairness}
          value={isKnown ? `${jain(messages)} / ${jain(work)}` : null}
          under={figures.fairnessHint}
        />
      );
    }
    case "queue":
      return (
        <Large
          name={figures.queue}
          value={arm ? `${arm.ready.length} / ${arm.unacked}` : null}
          under={arm && arm.duplicates > 0 ? figures.twice(arm.duplicates) : figures.queueHint}
        />
      );
    case "littles-law": {
      const law = arm ? littlesLaw(arm, atMs) : null;
      return (
        <Large
          name={figures.littlesLaw}
          value={law && littlesProduct(law)}
          under={figures.littlesLawHint}
        />
      );
    }
  }
}

interface LargeProps {
  readonly name: string;
  readonly value: string | null;
  readonly unit?: string;
  readonly under: string;
}

function Large({ name, value, unit, under }: LargeProps) {
  const { none } = useLearn().learn.figures;
  return (
    <>
      <dt className="truncate text-body text-ink-2">{name}</dt>
      <dd className="text-[34px] leading-[1.2] font-semibold tracking-[-0.03em]">
        {value ?? none}
        {value !== null && unit !== undefined && (
          <small className="ml-1 text-[16px] font-medium tracking-normal text-ink-2">{unit}</small>
        )}
      </dd>
      <dd className="min-h-[18px] text-body text-ink-2">{under}</dd>
    </>
  );
}
