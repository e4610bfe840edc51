import { memo } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { stoodDown } from "#shared/run/completion.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { ArmId, TaskNumber } from "#shared/scenario/scenario.ts";
import { MS_PER_DOT } from "#shared/scenario/workload.ts";
import type { LaneWorker } from "#components/stage/arena/arena-view.model.ts";
import { taskLabel } from "#components/words/task-label.ts";
import { TaskToken } from "#components/stage/queue/task-token.tsx";
import { useRoving } from "#components/ui/use-roving.ts";

interface HeldBufferProps {
  readonly armId: ArmId;
  readonly arm: ArmState | null;
  readonly lane: LaneWorker;
  /** Most tokens to draw before the rest becomes "+n"; 0 for none, the counts alone. */
  readonly room: number;
  readonly linkedTask: TaskNumber | null;
  readonly onLink: (task: TaskNumber | null) => void;
}

/** A worker's buffer: what the broker handed over and it has not started; or what died in it. */
export const HeldBuffer = memo(function HeldBuffer({
  armId,
  arm,
  lane,
  room,
  linkedTask,
  onLink,
}: HeldBufferProps) {
  const messages = useMessages();
  const { stage } = messages;
  const { state, worker } = lane;
  const gone = arm !== null && state?.leftAtMs != null && !stoodDown(arm, state);
  const tasks = (gone ? state.lost : state?.held) ?? [];
  const shown = tasks.slice(0, tasks.length > room ? Math.min(room, 5) : room);
  const dense = tasks.length > 4 || room < 5;
  const roving = useRoving(shown);

  return (
    <>
      <BufferCounts arm={arm} lane={lane} gone={gone} count={tasks.length} />
      {room > 0 && (
        <div
          role="list"
          aria-label={stage.buffer.list(worker, armId)}
          className={`mt-[3px] flex flex-wrap ${dense ? "gap-[3px]" : "gap-1"}`}
          onFocus={roving.onFocus}
          onKeyDown={roving.onKeyDown}
        >
          {shown.map((task) => {
            const { serviceMs, redelivered, outside } = arm?.tasks.at(task - 1) ?? NO_TASK;
            const kind = gone ? "lost" : "held";
            const named = { task, serviceMs, redelivered, outside, kind, worker } as const;
            return (
              <span role="listitem" key={task} className="flex">
                <TaskToken
                  task={task}
                  dots={(serviceMs ?? 0) / MS_PER_DOT}
                  state={kind}
                  redelivered={redelivered}
                  outside={outside}
                  linked={linkedTask === task}
                  dense={dense}
                  label={taskLabel(messages, named)}
                  tabIndex={roving.tabIndexOf(task)}
                  onLink={onLink}
                />
              </span>
            );
          })}
          {shown.length < tasks.length && (
            <span role="listitem" className="self-center text-small text-ink-2">
              {stage.buffer.more(tasks.length - shown.length)}
            </span>
          )}
          {tasks.length === 0 && !gone && (
            <span
              role="listitem"
              className="h-5 w-[34px] rounded-token border border-dashed border-line-2"
            >
              <span className="sr-only">{stage.buffer.held(0)}</span>
            </span>
          )}
        </div>
      )}
    </>
  );
});

const NO_TASK = { serviceMs: 0, redelivered: false, outside: false };

interface BufferCountsProps {
  readonly arm: ArmState | null;
  readonly lane: LaneWorker;
  readonly gone: boolean;
  readonly count: number;
}

function BufferCounts({ arm, lane: { state }, gone, count }: BufferCountsProps) {
  const { buffer } = useMessages().stage;
  if (gone) {
    return (
      <div className="h-5 text-small font-semibold text-lost-text">
        {count > 0 && buffer.lost(count)}
      </div>
    );
  }
  const { ack, prefetch } = arm?.strategy ?? { ack: "manual", prefetch: "unlimited" };
  const unacked = state?.unacked ?? 0;
  return (
    <div
      // Thousands of both have room beside each other only in smaller letters.
      className={`flex h-5 justify-between gap-1 whitespace-nowrap text-ink-3 ${unacked > 999 ? "text-micro tracking-tight" : "text-small"}`}
    >
      {count > 0 ? (
        <b className="font-semibold text-held-text">{buffer.held(count)}</b>
      ) : (
        <span>{buffer.held(0)}</span>
      )}
      {arm && (
        <span>
          {ack === "auto"
            ? buffer.unprotected
            : prefetch === "unlimited"
              ? buffer.unacked(unacked)
              : buffer.unackedOf(unacked, prefetch)}
        </span>
      )}
    </div>
  );
}
