import { memo, type ReactNode } from "react";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { Messages } from "#shared/messages/messages.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";
import { MarkIcon } from "./mark-icon.tsx";
import type { RowDetail } from "./stage-layout.model.ts";
import type { WorkerStatus } from "./worker-status.model.ts";

interface WorkerHeadProps {
  readonly arm: ArmId;
  readonly worker: WorkerId;
  readonly speed: number;
  readonly status: WorkerStatus;
  readonly detail: RowDetail;
  /** Whether it is there, and this viewer may steer it. */
  readonly actions: boolean;
  /** Stands under the status, where the worker's buffer has no column of its own. */
  readonly below?: ReactNode;
  readonly onSpeed: (arm: ArmId, worker: WorkerId, speed: number) => void;
  readonly onRemove: (arm: ArmId, worker: WorkerId) => void;
}

/** Who works in this lane, what it is at, and what can be done to it. */
export function WorkerHead(props: WorkerHeadProps) {
  const { worker, speed, status, detail, actions } = props;
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
          <StatusLine status={status} short />
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
        <StatusLine status={status} />
        {props.below}
      </div>
    );
  }
  return (
    <div className="flex h-full flex-col justify-center pl-2.5">
      {name}
      <span className="mt-px">
        <StatusLine status={status} />
      </span>
      <div className="mt-[5px] h-6">{actions && <Actions {...props} signs={false} />}</div>
    </div>
  );
}

/** What a worker does, in one line. */
export function StatusLine({
  status,
  short = false,
}: {
  readonly status: WorkerStatus;
  readonly short?: boolean;
}) {
  const messages = useMessages();
  return (
    <StatusText
      kind={status.kind}
      text={short ? shortText(status) : statusText(messages, status)}
      progress={
        status.kind === "running" && !short
          ? messages.stage.worker.progress(seconds(status.elapsedMs), seconds(status.totalMs))
          : ""
      }
    />
  );
}

interface StatusTextProps {
  readonly kind: WorkerStatus["kind"];
  readonly text: string;
  readonly progress: string;
}

/** Drawn again only when a word of it changes, not at every frame. */
const StatusText = memo(function StatusText({ kind, text, progress }: StatusTextProps) {
  const tone =
    kind === "killed" || kind === "broker-lost"
      ? "font-medium text-lost-text"
      : kind === "idle"
        ? "font-semibold text-ink"
        : "text-ink-2";
  return (
    <span className={`flex items-center gap-[5px] text-small whitespace-nowrap ${tone}`}>
      {(kind === "killed" || kind === "broker-lost") && <MarkIcon name="cross" size={12} />}
      {kind === "running" && (
        <i aria-hidden className="size-2 flex-none rounded-[2px] bg-running-fill" />
      )}
      {kind === "idle" && <i aria-hidden className="status-idle" />}
      {text}
      {progress !== "" && <span className="text-ink-3">{progress}</span>}
    </span>
  );
});

/** Beside its sign, a task's number; elsewhere the sign is enough, or there is nothing to say. */
function shortText(status: WorkerStatus): string {
  return status.kind === "running" ? String(status.task) : "";
}

function statusText({ stage: { worker } }: Messages, status: WorkerStatus): string {
  switch (status.kind) {
    case "running":
      return worker.task(status.task);
    case "killed":
      return worker.killed(seconds(status.atMs));
    case "left":
      return worker.left(seconds(status.atMs));
    case "broker-lost":
      return worker.brokerLost(seconds(status.atMs));
    case "joins":
      return worker.joins(seconds(status.atMs));
    case "next-run":
      return worker.nextRun;
    case "idle":
    case "nothing":
    case "free":
    case "attaching":
      return worker[status.kind];
  }
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
