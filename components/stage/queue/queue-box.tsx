import { memo } from "react";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { Messages } from "#shared/messages/messages.ts";
import type { Sequence } from "#shared/kernel/sequence.ts";
import type { ArmState, TaskState } from "#shared/run/run-state.ts";
import type { ArmId, TaskNumber } from "#shared/scenario/scenario.ts";
import { MS_PER_DOT, type NumberedTask } from "#shared/scenario/workload.ts";
import { queueRows } from "#components/stage/stage-layout.model.ts";
import { taskLabel } from "#components/words/task-label.ts";
import { StateSwatch } from "#components/stage/state-swatch.tsx";
import { TaskToken } from "./task-token.tsx";
import { tokensThatFit, type TokenSize } from "./token-fit.model.ts";
import { useRoving } from "#components/ui/use-roving.ts";

interface QueueBoxProps {
  readonly arm: ArmId;
  /** `null` before a run. Until something is published, the plan is shown as to come. */
  readonly state: ArmState | null;
  readonly planned: readonly NumberedTask[];
  readonly heightPx: number;
  readonly widthPx: number;
  readonly linkedTask: TaskNumber | null;
  readonly onLink: (task: TaskNumber | null) => void;
}

/** From here on a number and its word have room beside each other only in smaller digits. */
const LARGE = 999;

/** What the broker has and has given to nobody, in its order. */
export const QueueBox = memo(function QueueBox(props: QueueBoxProps) {
  const { arm, state, planned, heightPx, widthPx, linkedTask, onLink } = props;
  const messages = useMessages();
  const { queue, result } = messages.stage;
  const unpublished = state === null || state.tasks.length === 0;
  const tasks = unpublished ? planned.map(({ task }) => task) : state.ready;
  const dense = tasks.length > 8;
  const shown = fitting(tasks, (task) => taskIn(state, planned, task), {
    widthPx: widthPx - 20,
    rows: queueRows(heightPx),
    gapPx: dense ? 3 : 4,
  });
  const roving = useRoving(shown);
  const ready = state?.ready.length ?? 0;
  const dead = state?.dead.length ?? 0;
  const kind = unpublished ? "planned" : "ready";

  return (
    <div
      className="my-1.5 flex flex-none flex-col overflow-hidden rounded-lg border border-line-2 bg-paper px-[9px] py-[9px]"
      style={{ height: heightPx - 12, width: widthPx }}
    >
      <div className="text-small leading-[1.2] text-ink-2">
        <div className="flex justify-between">
          {queue.title}
          {dead > 0 && (
            <span
              role="img"
              aria-label={result.dead(dead)}
              title={result.dead(dead)}
              className="flex items-center gap-[3px] font-semibold text-lost-text"
            >
              <StateSwatch state="dead" />
              {dead}
            </span>
          )}
        </div>
        <div className="whitespace-nowrap">
          <b
            className={`mr-px ${ready > LARGE ? "text-title" : "text-2xl"} leading-[1.2] font-semibold tracking-[-0.02em] text-ink`}
          >
            {ready}
          </b>{" "}
          {queue.ready}
        </div>
      </div>
      {tasks.length === 0 ? (
        <p className="mt-2.5 text-small leading-[1.4] text-ink-3">{emptyNote(messages, state)}</p>
      ) : (
        <div
          role="list"
          aria-label={queue.list(arm)}
          className={`mt-2.5 flex flex-1 flex-wrap content-start ${dense ? "gap-[3px]" : "gap-1"}`}
          onFocus={roving.onFocus}
          onKeyDown={roving.onKeyDown}
        >
          {shown.map((task) => {
            const { serviceMs, redelivered, outside } = taskIn(state, planned, task);
            const named = { task, serviceMs, redelivered, outside, kind, worker: null } as const;
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
            <span role="listitem" className="self-center text-small whitespace-nowrap text-ink-2">
              {shown.length === 0 && kind === "planned"
                ? queue.planned(tasks.length)
                : queue.more(tasks.length - shown.length)}
            </span>
          )}
        </div>
      )}
    </div>
  );
});

/** All tasks where they fit; else as many as leave a row for "+n more". */
function fitting(
  tasks: Sequence<TaskNumber> | readonly TaskNumber[],
  look: (task: TaskNumber) => ReturnType<typeof taskIn>,
  room: Parameters<typeof tokensThatFit>[1],
): readonly TaskNumber[] {
  if (tokensThatFit(sizesOf(tasks, look), room) === tasks.length) return tasks.slice();
  return tasks.slice(0, tokensThatFit(sizesOf(tasks, look), { ...room, rows: room.rows - 1 }));
}

/** One at a time: of thousands that wait, only those that may fit are looked at. */
function* sizesOf(
  tasks: Iterable<TaskNumber>,
  look: (task: TaskNumber) => ReturnType<typeof taskIn>,
): Generator<TokenSize> {
  for (const task of tasks) {
    const { serviceMs, redelivered, outside } = look(task);
    yield { task, dots: (serviceMs ?? 0) / MS_PER_DOT, redelivered, outside };
  }
}

function taskIn(
  state: ArmState | null,
  planned: readonly NumberedTask[],
  task: TaskNumber,
): Pick<TaskState, "serviceMs" | "redelivered" | "outside"> {
  const found = state?.tasks.at(task - 1);
  if (found) return found;
  return { serviceMs: planned[task - 1]?.serviceMs ?? 0, redelivered: false, outside: false };
}

/** Why there is nothing to see: not yet anything to do, or all of it given out at once. */
function emptyNote({ stage: { queue } }: Messages, state: ArmState | null): string {
  if (state === null || state.tasks.length === 0) return queue.nothingPlanned;
  const { attempts, redeliveries } = state;
  const dealt = attempts.length - redeliveries;
  const first = attempts.find(({ redelivered }) => !redelivered);
  const last = attempts.findLast(({ redelivered }) => !redelivered);
  const atOnce =
    first !== undefined &&
    last !== undefined &&
    dealt === state.tasks.length &&
    dealt > state.workers.length &&
    last.receivedAtMs - first.receivedAtMs < 250;
  return atOnce ? queue.allDealt(dealt, seconds(first.receivedAtMs)) : queue.empty;
}
