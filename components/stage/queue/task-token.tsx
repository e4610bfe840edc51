import { MarkIcon } from "#components/stage/mark-icon.tsx";
import { isDrawnInDots } from "./token-fit.model.ts";
import { taskNumber } from "#components/words/task-label.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";

export type TokenState = "ready" | "held" | "lost" | "planned";

interface TaskTokenProps {
  readonly task: TaskNumber;
  /** Seconds of work; what isn't whole dots is a number. */
  readonly dots: number;
  readonly state: TokenState;
  readonly redelivered: boolean;
  readonly outside: boolean;
  readonly linked: boolean;
  readonly dense: boolean;
  /** Read aloud in place of the number and dots. */
  readonly label: string;
  readonly tabIndex: 0 | -1;
  readonly onLink: (task: TaskNumber | null) => void;
}

/** A task that waits: its number, and one dot for each second of work, or how many. */
export function TaskToken({
  task,
  dots,
  state,
  redelivered,
  outside,
  linked,
  dense,
  label,
  tabIndex,
  onLink,
}: TaskTokenProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-rove={task}
      tabIndex={tabIndex}
      onPointerEnter={() => {
        onLink(task);
      }}
      onPointerLeave={() => {
        onLink(null);
      }}
      onFocus={() => {
        onLink(task);
      }}
      onBlur={() => {
        onLink(null);
      }}
      className={`token token-${state} ${dense ? "h-[17px]" : "h-5"} ${redelivered ? "token-again" : ""} ${linked ? "token-linked" : ""}`}
    >
      {redelivered && <MarkIcon name="loop" size={11} className="text-redelivered-text" />}
      {state === "lost" && <MarkIcon name="cross" size={10} />}
      <span className="token-plate">{taskNumber({ task, outside })}</span>
      {isDrawnInDots(dots) ? (
        <span className="token-plate inline-flex items-center gap-[2px]">
          {Array.from({ length: dots }, (_, i) => (
            <i key={i} className="size-[3.5px] rounded-full bg-current" />
          ))}
        </span>
      ) : (
        <span className="token-plate">•{dots}</span>
      )}
    </button>
  );
}
