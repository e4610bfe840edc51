import type { ReactNode } from "react";
import { useOptima } from "#client/optimum/use-optima.ts";
import { jain, percent, seconds, sizeSeconds } from "#components/i18n/format.ts";
import { useLanguage, useMessages } from "#components/i18n/messages-provider.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { logMessagesIn } from "#shared/messages/log.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import { waitsOf, type Wait } from "#shared/metrics/durations.ts";
import { brokerDelayOf } from "#shared/run/broker-delay.ts";
import type { ArmState, RunState, TaskState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { ListQueues } from "./list-queues.tsx";
import { Survival } from "./survival.tsx";

interface TableTabProps {
  readonly run: RunState;
  readonly metrics: ReadonlyMap<ArmId, ArmMetrics>;
}

const MOST_TASKS = 200;

/** The four panels and the lanes as tables: every number, no picture. */
export function TableTab({ run, metrics }: TableTabProps) {
  const log = logMessagesIn(useLanguage().language);
  if (run.arms.length === 0) return <p className="p-6 text-ink-2">{log.none}</p>;
  return (
    <div className="flex flex-col gap-5 px-6 py-3 max-sm:px-4">
      <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
        <ListQueues arms={run.arms} />
        <Survival run={run} />
      </div>
      <ArmsTable run={run} metrics={metrics} />
      <WorkersTable run={run} metrics={metrics} />
      {run.arms.map((arm) => (
        <TasksTable key={arm.arm} arm={arm} />
      ))}
    </div>
  );
}

function ArmsTable({ run, metrics }: TableTabProps) {
  const { table } = useMessages().metrics;
  const optima = useOptima(run);
  const orDash = (value: number | null | undefined, format: (value: number) => string) =>
    value === null || value === undefined ? table.dash : format(value);
  return (
    <DataTable
      caption={table.summary}
      columns={[
        table.arm,
        table.places.done,
        table.places.lost,
        table.finish,
        table.brokerDelay,
        table.bound,
        table.bestPossible,
        table.busy,
        table.wasted,
        table.idle,
        table.heldBack,
        table.onWire,
        table.idleWhileReady,
        table.brokerCouldSee,
        table.nothing,
        table.down,
        table.utilisation,
        table.byMessages,
        table.byWork,
        table.waitMean,
        table.meanInQueue,
        table.meanInBuffer,
        table.meanThrownAway,
        table.waitMax,
        table.waitP95,
      ]}
      rows={run.arms.map((state) => {
        const { arm, counts } = state;
        const measured = metrics.get(arm);
        const budget = measured?.budget;
        return {
          key: arm,
          cells: [
            arm,
            counts.done,
            counts.lost,
            orDash(measured?.finishMs, seconds),
            seconds(brokerDelayOf(state, run)),
            orDash(measured?.lowerBoundMs, seconds),
            orDash(optima.get(arm), seconds),
            orDash(budget?.busyMs, seconds),
            orDash(measured?.wastedMs, seconds),
            orDash(budget?.idleWhileWorkWaitsMs, seconds),
            orDash(measured?.heldBackMs, seconds),
            orDash(measured?.onWireMs, seconds),
            orDash(measured?.idleWhileReadyMs, seconds),
            orDash(measured?.brokerCouldSeeMs, seconds),
            orDash(budget?.nothingToDoMs, seconds),
            orDash(budget?.downMs, seconds),
            orDash(measured?.utilisation, (share) => table.percent(percent(share))),
            orDash(measured?.fairnessByMessages, jain),
            orDash(measured?.fairnessByWork, jain),
            orDash(measured?.wait?.meanMs, seconds),
            orDash(measured?.waitInQueue?.meanMs, seconds),
            orDash(measured?.waitInBuffer?.meanMs, seconds),
            orDash(measured?.waitOnThrownAway?.meanMs, seconds),
            orDash(measured?.wait?.maxMs, seconds),
            orDash(measured?.wait?.p95Ms, seconds),
          ],
        };
      })}
    />
  );
}

function WorkersTable({ run, metrics }: TableTabProps) {
  const { table } = useMessages().metrics;
  return (
    <DataTable
      caption={table.workers}
      columns={[
        table.arm,
        table.worker,
        table.messages,
        table.busy,
        table.alive,
        table.utilisation,
        table.oldestHeld,
      ]}
      rows={run.arms.flatMap(({ arm }) =>
        (metrics.get(arm)?.workers ?? []).map((worker) => ({
          key: `${arm} ${worker.worker}`,
          cells: [
            arm,
            worker.worker,
            worker.messages,
            seconds(worker.busyMs),
            seconds(worker.aliveMs),
            worker.utilisation === null ? table.dash : table.percent(percent(worker.utilisation)),
            worker.oldestHeldMs === null ? table.dash : seconds(worker.oldestHeldMs),
          ],
        })),
      )}
    />
  );
}

function TasksTable({ arm }: { readonly arm: ArmState }) {
  const { table } = useMessages().metrics;
  const shown = arm.tasks.slice(0, MOST_TASKS);
  const waits = waitsOf(arm);
  return (
    <div>
      <DataTable
        caption={`${table.tasks}, ${table.of(arm.arm)}`}
        columns={[
          table.task,
          table.text,
          table.work,
          table.place,
          table.by,
          table.deliveries,
          table.published,
          table.inQueue,
          table.inBuffer,
          table.thrownAway,
          table.started,
          table.ended,
          table.turnaround,
        ]}
        rows={shown.map((task) => ({
          key: String(task.task),
          cells: taskCells(arm, task, waits[task.task - 1] ?? null),
        }))}
        cell={(value) => (value === null ? table.dash : placeOr(value, table.places))}
      />
      {arm.tasks.length > shown.length && (
        <p className="mt-1 text-small text-ink-2">
          {table.tooMany(shown.length, arm.tasks.length)}
        </p>
      )}
    </div>
  );
}

function placeOr(value: ReactNode, places: Readonly<Record<string, string>>): ReactNode {
  return typeof value === "string" ? (places[value] ?? value) : value;
}

/** `null` where the task has not come that far. */
function taskCells(
  arm: ArmState,
  task: TaskState,
  wait: Wait | null,
): readonly (string | number | null)[] {
  const last = task.lastAttempt === null ? undefined : arm.attempts.at(task.lastAttempt);
  const since = (from: number | null | undefined, to: number | null | undefined) =>
    from === null || from === undefined || to === null || to === undefined
      ? null
      : seconds(to - from);
  const done = task.place === "done" ? task.settledAtMs : null;
  return [
    task.task,
    task.text,
    task.serviceMs === null ? "–" : sizeSeconds(task.serviceMs),
    task.place,
    task.worker,
    task.attempts,
    seconds(task.publishedAtMs),
    wait && seconds(wait.inQueueMs),
    wait && seconds(wait.inBufferMs),
    wait && seconds(wait.onThrownAwayMs),
    since(0, last?.startedAtMs),
    since(0, last?.endedAtMs),
    since(task.publishedAtMs, done),
  ];
}
