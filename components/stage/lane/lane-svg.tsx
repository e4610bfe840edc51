import { memo, useMemo } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmState, Attempt } from "#shared/run/run-state.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { MS_PER_DOT } from "#shared/scenario/workload.ts";
import type { LaneWorker } from "#components/stage/arena/arena-view.model.ts";
import { coalesce, type BarGroup } from "./coalesce.model.ts";
import { IdleMark } from "./idle-mark.tsx";
import type { IdleStretch } from "./idle.model.ts";
import { LaneBar } from "./lane-bar.tsx";
import { committedBars, pastBars, type Bar } from "./lane.model.ts";
import { Baselines, KillLines } from "./lane-lines.tsx";
import { Standstills } from "./standstill-marks.tsx";
import type { LaneSize } from "#components/stage/stage-layout.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";
import { taskLabel } from "#components/words/task-label.ts";
import { useRoving } from "#components/ui/use-roving.ts";

interface LaneSvgProps {
  readonly arm: ArmState;
  readonly lane: LaneWorker;
  /** Its deliveries, in order of arrival. */
  readonly attempts: readonly Attempt[];
  readonly idle: readonly IdleStretch[];
  readonly nowMs: number;
  readonly scale: TimeScale;
  readonly size: LaneSize;
  readonly phone: boolean;
  readonly linkedTask: TaskNumber | null;
  readonly onLink: (task: TaskNumber | null) => void;
}

/** One worker's time: what it did, does and is committed to, and when it stood idle. */
export function LaneSvg(props: LaneSvgProps) {
  const { arm, lane, attempts, nowMs, scale, size, phone } = props;
  const { stage } = useMessages();
  const { toX } = scale;
  const { stays, worker } = lane;

  const past = useMemo(() => pastBars(arm, stays, attempts), [arm, stays, attempts]);
  const pastGroups = useMemo(() => coalesce(past, scale), [past, scale]);
  const there = lane.state?.leftAtMs === null ? lane.state : null;
  const committed = there ? committedBars(arm, there, attempts, nowMs) : NONE;
  const groups = useMemo(() => coalesce(committed, scale), [committed, scale]);
  const heldGroups = useMemo(() => groups.filter(({ first }) => first.kind === "held"), [groups]);
  const runningGroups = groups.filter(({ first }) => first.kind !== "held");
  const roving = useRoving(
    [...pastGroups, ...groups].map(({ first }) => first.key),
    (runningGroups[0] ?? pastGroups.at(-1))?.first.key,
  );
  const bars = {
    worker,
    scale,
    size,
    hands: stays[0]?.concurrency ?? 1,
    phone,
    tabStop: roving.stop,
    linkedTask: props.linkedTask,
    onLink: props.onLink,
  };

  return (
    <svg
      className="block overflow-visible"
      width={scale.widthPx}
      height={size.heightPx}
      role="list"
      aria-label={stage.lane.name(worker, arm.arm)}
      data-lane={`${arm.arm}.${worker}`}
      onFocus={roving.onFocus}
      onKeyDown={roving.onKeyDown}
    >
      <Baselines arm={arm} lane={lane} past={past} scale={scale} size={size} />
      <g aria-hidden="true">
        {props.idle.map((stretch) => (
          <IdleMark
            key={stretch.fromMs}
            stretch={stretch}
            x={toX(stretch.fromMs)}
            width={toX(stretch.toMs) - toX(stretch.fromMs)}
            top={size.barTopPx}
            height={size.barPx}
            short={phone}
          />
        ))}
      </g>
      <BarList {...bars} groups={pastGroups} nowMs={null} />
      <BarList {...bars} groups={runningGroups} nowMs={nowMs} />
      <BarList {...bars} groups={heldGroups} nowMs={null} />
      <Standstills stays={stays} nowMs={nowMs} scale={scale} size={size} />
      <KillLines lane={lane} scale={scale} size={size} />
    </svg>
  );
}

const NONE: readonly Bar[] = [];

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
const BarList = memo(function BarList(props: BarListProps) {
  const { worker, groups, nowMs, scale, size, hands, phone, tabStop, linkedTask, onLink } = props;
  const messages = useMessages();
  const { toX } = scale;
  const heightPx = size.barPx / hands;
  return groups.map(({ first, last, tasks }) => {
    const isGroup = tasks.length > 1;
    // What a group is shifted by from event to event no eye sees, and it would be drawn anew.
    const place = isGroup ? toQuarter : exactly;
    const x = place(toX(first.fromMs));
    return (
      <LaneBar
        key={first.key}
        barKey={first.key}
        kind={first.kind}
        task={first.task}
        count={tasks.length}
        x={x}
        width={place(toX(last.toMs)) - x}
        nowX={nowMs === null ? null : toX(nowMs)}
        top={size.barTopPx + first.hand * heightPx}
        height={heightPx}
        fontPx={phone ? 12 : 11}
        plain={phone || heightPx < LEAST_FOR_DOTS_PX}
        dots={isGroup ? 0 : wholeDots(first.serviceMs)}
        redelivered={first.redelivered}
        outside={first.outside}
        numbered={first.numbered && heightPx >= LEAST_FOR_NUMBER_PX}
        linked={linkedTask !== null && tasks.includes(linkedTask)}
        label={
          isGroup
            ? messages.stage.task.group(tasks.length, first.task, last.task)
            : taskLabel(messages, { ...first, worker })
        }
        tabIndex={first.key === tabStop ? 0 : -1}
        onLink={onLink}
      />
    );
  });
});

const exactly = (px: number) => px;
const toQuarter = (px: number) => Math.round(4 * px) / 4;

const LEAST_FOR_DOTS_PX = 24;
const LEAST_FOR_NUMBER_PX = 14;

/** What isn't whole dots is told by the bar's length alone. */
function wholeDots(serviceMs: number | null): number {
  const dots = (serviceMs ?? 0) / MS_PER_DOT;
  return Number.isInteger(dots) ? dots : 0;
}
