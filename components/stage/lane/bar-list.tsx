import { memo } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { MS_PER_DOT } from "#shared/scenario/workload.ts";
import type { BarGroup } from "./coalesce.model.ts";
import { LaneBar } from "./lane-bar.tsx";
import type { LaneSize } from "#components/stage/stage-layout.model.ts";
import { taskLabel } from "#components/words/task-label.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";

interface BarListProps {
  readonly worker: WorkerId;
  readonly groups: readonly BarGroup[];
  /** Only for running ones, which grow, so that all others are drawn once. */
  readonly nowMs: number | null;
  readonly scale: TimeScale;
  readonly size: LaneSize;
  /** The worker's, each with a lane of its own in the lane. */
  readonly hands: number;
  readonly phone: boolean;
  /** The bar that Tab reaches, by its key. */
  readonly tabStop: string;
  readonly linkedTask: TaskNumber | null;
  readonly onLink: (task: TaskNumber | null) => void;
}

/** Bars of a lane, in order of time. */
export const BarList = memo(function BarList(props: BarListProps) {
  const { worker, groups, nowMs, scale, size, hands, phone, tabStop, linkedTask, onLink } = props;
  const messages = useMessages();
  const { toX } = scale;
  const heightPx = size.barPx / hands;
  return groups.map(({ first, last, tasks }) => {
    const x = toX(first.fromMs);
    return (
      <LaneBar
        key={first.key}
        barKey={first.key}
        kind={first.kind}
        task={first.task}
        count={tasks.length}
        x={x}
        width={toX(last.toMs) - x}
        nowX={nowMs === null ? null : toX(nowMs)}
        top={size.barTopPx + first.hand * heightPx}
        height={heightPx}
        fontPx={phone ? 12 : 11}
        plain={phone || heightPx < LEAST_FOR_DOTS_PX}
        dots={tasks.length > 1 ? 0 : wholeDots(first.serviceMs)}
        redelivered={first.redelivered}
        numbered={first.numbered && heightPx >= LEAST_FOR_NUMBER_PX}
        linked={linkedTask !== null && tasks.includes(linkedTask)}
        label={
          tasks.length > 1
            ? messages.stage.task.group(tasks.length, first.task, last.task)
            : taskLabel(messages, { ...first, worker })
        }
        tabIndex={first.key === tabStop ? 0 : -1}
        onLink={onLink}
      />
    );
  });
});

const LEAST_FOR_DOTS_PX = 24;
const LEAST_FOR_NUMBER_PX = 14;

/** What isn't whole dots is told by the bar's length alone. */
function wholeDots(serviceMs: number | null): number {
  const dots = (serviceMs ?? 0) / MS_PER_DOT;
  return Number.isInteger(dots) ? dots : 0;
}
