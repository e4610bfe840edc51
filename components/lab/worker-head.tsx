import { memo, type ReactNode } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";
import { MarkIcon } from "./mark-icon.tsx";
import type { RowDetail } from "./stage-layout.model.ts";
import type { StatusWords } from "./status-words.ts";

interface WorkerHeadProps extends StatusWords {
  readonly arm: ArmId;
  readonly worker: WorkerId;
  readonly speed: number;
  readonly detail: RowDetail;
  /** Whether it is there, and this viewer may steer it. */
  readonly actions: boolean;
  /** Stands under the status, where the worker's buffer has no column of its own. */
  readonly below?: ReactNode;
  readonly onSpeed: (arm: ArmId, worker: WorkerId, speed: number) => void;
  readonly onRemove: (arm: ArmId, worker: WorkerId) => void;
}

/** Who works in this lane, what it is at, and what can be done to it. */
export const WorkerHead = memo(function WorkerHead(props: WorkerHeadProps) {
  const { worker, speed, kind, text, progress, detail, actions } = props;
  const words = { kind, text, progress };
  const { stage } = useMessages();
  const name = (
    <div className="flex items-baseline gap-[7px] whitespace-nowrap">
      <b className={detail === "one" ? "text-body font-semibold" : "text-lane font-semibold"}>
        {worker}
      </b>
      {(detail !== "one" || speed !== 1) && (
        <span className="text-small text-ink-3">{stage.worker.speed(speed)}</span>
      )}
    </div>
  );

  if (detail === "one") {
    return (
      <div className="flex h-full items-center gap-1.5 pl-2.5">
        {name}
        <span className="min-w-0 flex-1 truncate">
          <StatusLine {...words} short />
        </span>
        {actions && <Actions {...props} signs />}
      </div>
    );
  }
  if (detail === "two") {
    return (
      <div className="flex h-full flex-col justify-center pr-2 pl-2.5">
        <div className="flex h-6 items-center justify-between">
          {name}
          {actions && <Actions {...props} signs />}
        </div>
        <StatusLine {...words} />
        {props.below}
      </div>
    );
  }
  return (
    <div className="flex h-full flex-col justify-center pl-2.5">
      {name}
      <span className="mt-px">
        <StatusLine {...words} />
      </span>
      <div className="mt-[5px] h-6">{actions && <Actions {...props} signs={false} />}</div>
    </div>
  );
});

function StatusLine({ kind, text, progress, short = false }: StatusWords & { short?: boolean }) {
  const gone = kind === "killed" || kind === "broker-lost" || kind === "missed-heartbeats";
  const tone = gone
    ? "font-medium text-lost-text"
    : kind === "idle"
      ? "font-semibold text-ink"
      : "text-ink-2";
  return (
    <span className={`flex items-center gap-[5px] text-small whitespace-nowrap ${tone}`}>
      {gone && <MarkIcon name="cross" size={12} />}
      {kind === "running" && (
        <i aria-hidden className="size-2 flex-none rounded-[2px] bg-running-fill" />
      )}
      {kind === "idle" && <i aria-hidden className="status-idle" />}
      {short ? <span className="sr-only">{text}</span> : text}
      {progress !== "" && !short && <span className="text-ink-3">{progress}</span>}
    </span>
  );
}

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, SCENARIO_LIMITS.maxSpeed] as const;

function Actions({
  arm,
  worker,
  speed,
  signs,
  onSpeed,
  onRemove,
}: WorkerHeadProps & { readonly signs: boolean }) {
  const { stage } = useMessages();
  const slower = SPEEDS.findLast((step) => step < speed);
  const faster = SPEEDS.find((step) => step > speed);
  const actions = [
    {
      sign: "minus",
      word: stage.worker.slower,
      name: stage.worker.slowerName(worker, arm),
      act:
        slower === undefined
          ? null
          : () => {
              onSpeed(arm, worker, slower);
            },
    },
    {
      sign: "plus",
      word: stage.worker.faster,
      name: stage.worker.fasterName(worker, arm),
      act:
        faster === undefined
          ? null
          : () => {
              onSpeed(arm, worker, faster);
            },
    },
    {
      sign: "cross",
      word: stage.worker.remove,
      name: stage.worker.removeName(worker, arm),
      act: () => {
        onRemove(arm, worker);
      },
    },
  ] as const;

  return (
    <div
      role="group"
      aria-label={stage.worker.actions(worker)}
      className={`flex ${signs ? "" : "-ml-[5px]"}`}
    >
      {actions.map(({ sign, word, name, act }) => (
        <button
          key={sign}
          type="button"
          aria-label={name}
          title={signs ? word : undefined}
          aria-disabled={act === null || undefined}
          onClick={() => act?.()}
          className={`stage-word ${signs ? "w-6 justify-center px-0" : ""}`}
        >
          {signs ? <MarkIcon name={sign} size={11} /> : word}
        </button>
      ))}
    </div>
  );
}
