import { useViewedRun } from "#client/log/use-viewed-run.ts";
import { useLab } from "#client/use-lab.ts";
import { useReadableMeasures } from "#client/time/use-stage-time.ts";
import { useOptima } from "#client/optimum/use-optima.ts";
import { seconds, shortSeconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { noticeableDelayMs, noticeableWireMs } from "#shared/metrics/tolerance.ts";
import { brokerDelayOf } from "#shared/run/broker-delay.ts";
import { ledgerOf } from "#shared/run/ledger.ts";
import type { ForMs } from "#shared/kernel/moment.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import { inHand, loadOf } from "#shared/run/in-hand.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import { workloadTotals } from "#shared/scenario/workload.ts";
import { settingsWords } from "#components/words/log-words.ts";

/** The viewed moment in words: everything the picture shows. */
export function DescribeNow() {
  const lab = useLab();
  const { scenario } = lab;
  const viewed = useViewedRun(lab);
  const { run } = viewed;
  const metrics = useReadableMeasures(viewed);
  const { describe } = useMessages().shell;
  const optima = useOptima(run);
  const totals = workloadTotals(scenario.workload);
  return (
    <div className="flex flex-col gap-3 leading-read">
      {run.runId === null && (
        <p>
          {describe.notRun} {describe.plan(totals.tasks, shortSeconds(totals.serviceMs))}
        </p>
      )}
      {run.arms.map((arm) => (
        <ArmInWords
          run={run}
          key={arm.arm}
          arm={arm}
          metrics={metrics.get(arm.arm)}
          optimumMs={optima.get(arm.arm) ?? null}
        />
      ))}
    </div>
  );
}

interface ArmInWordsProps {
  readonly run: RunState;
  readonly arm: ArmState;
  readonly metrics: ArmMetrics | undefined;
  readonly optimumMs: ForMs | null;
}

function ArmInWords({ run, arm, metrics, optimumMs }: ArmInWordsProps) {
  const messages = useMessages();
  const { describe } = messages.shell;
  const ledger = ledgerOf(arm);
  const workers = arm.workers.map((one) => {
    const { worker, held, leftAtMs, halt } = one;
    const tasks = inHand(one);
    if (leftAtMs !== null) return describe.workerGone(worker, seconds(leftAtMs));
    if (halt) return describe.workerHalted(worker, halt.how, loadOf(one));
    if (tasks.length === 0) return describe.workerIdle(worker);
    return describe.workerBusy(worker, tasks, held.length);
  });
  const wireMs = noticeableWireMs(metrics);
  const delayMs = noticeableDelayMs(brokerDelayOf(arm, run), run.speed);
  const sentences = [
    describe.ledger(ledger.published, ledger.done, ledger.running, ledger.held, ledger.ready),
    ledger.lost > 0 && describe.lost(ledger.lost),
    ledger.dead > 0 && describe.dead(ledger.dead),
    ledger.returned > 0 && describe.returned(ledger.returned),
    ledger.missing > 0 && describe.missing(ledger.missing),
    ledger.refused > 0 && describe.refused(ledger.refused),
    ledger.redelivered > 0 && describe.redelivered(ledger.redelivered),
    ...workers,
    metrics && describe.idle(seconds(metrics.budget.idleWhileWorkWaitsMs)),
    wireMs !== null && describe.onWire(seconds(wireMs), run.speed),
    metrics?.finishMs != null && describe.finished(seconds(metrics.finishMs)),
    delayMs !== null && metrics?.finishMs != null && describe.brokerDelay(seconds(delayMs)),
    metrics?.lowerBoundMs != null && describe.bound(seconds(metrics.lowerBoundMs)),
    optimumMs !== null && describe.bestPossible(seconds(optimumMs)),
  ];
  return (
    <section>
      <h3>{describe.arm(arm.arm, settingsWords(messages, arm.strategy))}</h3>
      <p className="text-ink-2">{sentences.filter(Boolean).join(" ")}</p>
    </section>
  );
}
