import { useMemo, type KeyboardEvent } from "react";
import { seconds, sizeSeconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { isDrawnInDots } from "#components/stage/queue/token-fit.model.ts";
import { useRoving } from "#components/ui/use-roving.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { PlannedTask, TaskNumber } from "#shared/scenario/scenario.ts";
import { MS_PER_DOT, serviceMsOf } from "#shared/scenario/workload.ts";

/** More would be a list to scroll, not a picture to read. */
const MOST_CHIPS = 60;
interface TaskChipsProps {
  readonly workload: readonly PlannedTask[];
  readonly locked: boolean;
  readonly linkedTask: TaskNumber | null;
  readonly onLinkTask: (task: TaskNumber | null) => void;
  /** @param index its place in the workload, from 0. */
  readonly onRemove: (index: number) => void;
}

/** The planned tasks in order of publication: number and weight. */
export function TaskChips(props: TaskChipsProps) {
  const { workload, locked, linkedTask, onLinkTask, onRemove } = props;
  const { composer } = useMessages();
  const inOrder = useMemo(
    () =>
      workload
        .map((planned, index) => ({ planned, index }))
        .toSorted((a, b) => a.planned.publishAtMs - b.planned.publishAtMs),
    [workload],
  );
  const shown = inOrder.slice(0, MOST_CHIPS);
  const roving = useRoving(shown.map((_, i) => i));

  const removeOnDelete = (event: KeyboardEvent, index: number) => {
    if (locked || (event.key !== "Delete" && event.key !== "Backspace")) return;
    event.preventDefault();
    onRemove(index);
  };

  return (
    <ul
      aria-label={composer.tasks}
      className="flex min-w-0 items-center gap-1 overflow-x-auto py-1 [scrollbar-width:none]"
      onFocus={roving.onFocus}
      onKeyDown={roving.onKeyDown}
    >
      {shown.map(({ planned, index }, i) => {
        const task = (i + 1) as TaskNumber;
        const serviceMs = serviceMsOf(planned);
        const at = planned.publishAtMs === 0 ? null : seconds(planned.publishAtMs);
        const name = composer.chip(task, sizeSeconds(serviceMs), at);
        const isLinked = linkedTask === task;
        return (
          <li key={index} className="group relative flex-none">
            <button
              type="button"
              data-rove={i}
              tabIndex={roving.tabIndexOf(i)}
              aria-label={locked ? name : `${name}. ${composer.chipRemove}`}
              aria-pressed={isLinked}
              title={`${planned.text}${at === null ? "" : ` (${at} s)`}`}
              onClick={() => {
                onLinkTask(isLinked ? null : task);
              }}
              onKeyDown={(event) => {
                removeOnDelete(event, index);
              }}
              className={`flex h-7 items-center gap-[5px] rounded-[5px] border px-[7px] max-sm:h-11 max-sm:px-3 text-micro ${isLinked ? "border-ink bg-accent text-on-accent" : "border-line-2 bg-surface text-ink-2"}`}
            >
              {task}
              <Dots count={serviceMs / MS_PER_DOT} />
            </button>
            {!locked && (
              <button
                type="button"
                tabIndex={-1}
                aria-hidden
                onClick={() => {
                  onRemove(index);
                }}
                className="absolute -top-1 -right-1 hidden size-4 place-items-center rounded-full border border-line-2 bg-surface text-ink-2 group-hover:grid hover:text-ink"
              >
                <Icon name="close" size={10} />
              </button>
            )}
          </li>
        );
      })}
      {inOrder.length > shown.length && (
        <li className="flex-none px-1 text-small text-ink-2">
          {composer.more(inOrder.length - shown.length)}
        </li>
      )}
      {inOrder.length === 0 && (
        <li className="flex flex-none items-center gap-2 text-small text-ink-2">
          <span className="flex h-7 items-center rounded-[5px] border border-dashed border-control px-2 text-ink-3">
            <Dots count={4} />
          </span>
          {composer.empty}
        </li>
      )}
    </ul>
  );
}

/** One dot, one second; what isn't a few whole dots is a number beside one. */
export function Dots({ count }: { readonly count: number }) {
  const dot = "size-1 rounded-full bg-current";
  if (!isDrawnInDots(count))
    return (
      <span aria-hidden className="inline-flex items-center gap-1">
        <b className={dot} />
        {`×${count}`}
      </span>
    );
  return (
    <span aria-hidden className="inline-flex items-center gap-[3px]">
      {Array.from({ length: count }, (_, i) => (
        <b key={i} className={dot} />
      ))}
    </span>
  );
}
