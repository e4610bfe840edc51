import { memo, useMemo } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmState, Attempt } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { MS_PER_DOT } from "#shared/scenario/workload.ts";
import { stoodDown, type LaneWorker } from "./arena-view.model.ts";
import { coalesce } from "./coalesce.model.ts";
import type { IdleStretch } from "./idle.model.ts";
import { LaneBar } from "./lane-bar.tsx";
import { committedBars, pastBars } from "./lane.model.ts";
import { downtimes, kills } from "./lane-notes.model.ts";
import { IdleMark } from "./idle-mark.tsx";
import type { LaneSize } from "./stage-layout.model.ts";
import { taskLabel } from "./task-label.ts";
import type { TimeScale } from "./time-scale.model.ts";
import { useRoving } from "./use-roving.ts";

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
export const LaneSvg = memo(function LaneSvg(props: LaneSvgProps) {
  const { arm, lane, attempts, nowMs, scale, size, phone, linkedTask, onLink } = props;
  const messages = useMessages();
  const { stage } = messages;
  const { toX, widthPx } = scale;
  const { stays, state, worker } = lane;

  const past = useMemo(() => pastBars(arm, stays, attempts), [arm, stays, attempts]);
  const committed = state?.leftAtMs === null ? committedBars(arm, state, attempts, nowMs) : NO_BARS;
  const groups = coalesce([...past, ...committed], scale);
  const roving = useRoving(
    groups.map(({ first }) => first.key),
    groups.findLast(({ first }) => first.kind !== "held")?.first.key,
  );

  const midY = size.barTopPx + size.barPx / 2;
  const gone = downtimes(stays, state !== null && stoodDown(arm, state));
  const lostEndMs = past.findLast(({ kind }) => kind === "lost-ahead")?.toMs;

  return (
    <svg
      className="block overflow-visible"
      width={widthPx}
      height={size.heightPx}
      role="list"
      aria-label={stage.lane.name(worker, arm.arm)}
      data-lane={`${arm.arm}.${worker}`}
      onFocus={roving.onFocus}
      onKeyDown={roving.onKeyDown}
    >
      <g aria-hidden="true">
        {stays.map((stay) => (
          <line
            key={stay.joinedAtMs}
            className="lane-base"
            x1={toX(stay.joinedAtMs)}
            x2={stay.leftAtMs === null || gone.length === 0 ? widthPx : toX(stay.leftAtMs)}
            y1={midY}
            y2={midY}
          />
        ))}
        {gone.map(({ fromMs, toMs }) => (
          <line
            key={fromMs}
            className="lane-down"
            x1={toX(Math.max(fromMs, lostEndMs ?? 0)) + 6}
            x2={toMs === null ? widthPx : toX(toMs)}
            y1={midY}
            y2={midY}
          />
        ))}
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
      {groups.map(({ first, last, tasks }) => {
        const count = tasks.length;
        const x = toX(first.fromMs);
        const growing = first.kind === "running" && nowMs < first.toMs;
        return (
          <LaneBar
            key={first.key}
            barKey={first.key}
            kind={first.kind}
            task={first.task}
            count={count}
            x={x}
            width={toX(last.toMs) - x}
            nowX={growing ? toX(nowMs) : null}
            top={size.barTopPx}
            height={size.barPx}
            fontPx={phone ? 12 : 11}
            plain={phone}
            dots={count > 1 ? 0 : Math.round(first.serviceMs / MS_PER_DOT)}
            redelivered={first.redelivered}
            numbered={first.numbered}
            linked={linkedTask !== null && tasks.includes(linkedTask)}
            label={
              count > 1
                ? stage.task.group(count, first.task, last.task)
                : taskLabel(messages, { ...first, worker })
            }
            tabIndex={roving.tabIndexOf(first.key)}
            onLink={onLink}
          />
        );
      })}
      <g aria-hidden="true">
        {kills(arm, stays).map(({ atMs }) => (
          <line
            key={atMs}
            className="kill-line"
            x1={toX(atMs)}
            x2={toX(atMs)}
            y1={size.barTopPx - 8}
            y2={size.barTopPx + size.barPx + 8}
          />
        ))}
      </g>
    </svg>
  );
});

const NO_BARS = [] as const;
