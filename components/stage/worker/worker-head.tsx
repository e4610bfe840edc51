import { memo, useMemo, type ReactNode } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";
import { MarkIcon } from "#components/stage/mark-icon.tsx";
import type { RowDetail } from "#components/stage/stage-layout.model.ts";
import type { StatusWords } from "#components/words/status-words.ts";
import type { LaneActs } from "#client/actions/worker-acts.ts";
import { ActMenu, ActWords } from "./worker-acts.tsx";

interface WorkerHeadProps extends StatusWords {
  readonly arm: ArmId;
  readonly worker: WorkerId;
  readonly speed: number;
  readonly concurrency: number;
  /** How old the message is that it has held longest, where that is worth a word. */
  readonly oldestS: number | null;
  readonly detail: RowDetail;
  /** What this viewer may do to it. */
  readonly acts: LaneActs;
  /** Stands under the status, where the worker's buffer has no column of its own. */
  readonly below?: ReactNode;
}

/** Who works in this lane, what it is at, and what can be done to it. */
export const WorkerHead = memo(function WorkerHead(props: WorkerHeadProps) {
  const { arm, worker, speed, concurrency, oldestS, kind, text, progress, detail, acts } = props;
  const words = { kind, text, progress };
  const isDense = detail === "one";
  // A dense row has room for its status or for this; the table has both.
  const age = isDense ? null : oldestS;
  const { stage } = useMessages();
  const all = useMemo(() => [...acts.shown, ...acts.more], [acts]);
  const menu = (look: "sign" | "word") => {
    if (all.length === 0) return null;
    return all.length === 1 ? (
      <ActWords arm={arm} worker={worker} acts={all} />
    ) : (
      <ActMenu arm={arm} worker={worker} acts={all} look={look} />
    );
  };
  const name = (
    // One line high: what has no room is left out whole. Half a figure would be another figure.
    <div className="flex h-[1.35em] min-w-0 flex-wrap items-baseline gap-x-[7px] overflow-hidden text-lane leading-[1.35] whitespace-nowrap">
      <b className={isDense ? "text-body font-semibold" : "text-lane font-semibold"}>{worker}</b>
      {(speed !== 1 || (!isDense && age === null && concurrency === 1)) && (
        <span className="text-small text-ink-3">{stage.worker.speed(speed)}</span>
      )}
      {concurrency !== 1 && (
        <span className="text-small text-ink-3">{stage.worker.concurrency(concurrency)}</span>
      )}
      {age !== null && (
        <span className="text-small text-ink-2" title={stage.worker.oldestLong(age)}>
          {stage.worker.oldest(age)}
        </span>
      )}
    </div>
  );

  if (isDense) {
    return (
      <div className="flex h-full items-center gap-1.5 pl-2.5">
        {name}
        <span className="min-w-0 flex-1 truncate">
          <StatusLine {...words} short />
        </span>
        {menu("sign")}
      </div>
    );
  }
  if (detail === "two") {
    return (
      <div className="flex h-full flex-col justify-center pr-2 pl-2.5">
        <div className="flex h-6 items-center justify-between">
          {name}
          {menu(props.below === undefined ? "sign" : "word")}
        </div>
        <StatusLine {...words} />
        {props.below}
      </div>
    );
  }
  return (
    <div className="flex h-full flex-col justify-center pl-2.5">
      <div className="flex h-6 items-center justify-between">
        {name}
        {acts.more.length > 0 && <ActMenu arm={arm} worker={worker} acts={acts.more} look="sign" />}
      </div>
      <span className="mt-px">
        <StatusLine {...words} />
      </span>
      <div className="mt-[3px] h-6">
        {acts.shown.length > 0 && <ActWords arm={arm} worker={worker} acts={acts.shown} />}
      </div>
    </div>
  );
});

function StatusLine({ kind, text, progress, short = false }: StatusWords & { short?: boolean }) {
  const gone = kind === "killed" || kind === "broker-lost" || kind === "missed-heartbeats";
  const standsStill = kind === "paused" || kind === "hung" || kind === "forgets" || kind === "late";
  const tone = gone
    ? "font-medium text-lost-text"
    : kind === "idle" || standsStill
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
      {progress !== "" && !short && <span className="font-normal text-ink-3">{progress}</span>}
    </span>
  );
}
