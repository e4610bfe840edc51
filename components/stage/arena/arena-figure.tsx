import type { ReactNode } from "react";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ForMs } from "#shared/kernel/moment.ts";

interface ArenaFigureProps {
  /** `null` before every task was done. */
  readonly finishMs: ForMs | null;
  readonly done: number;
  /** Tasks published and planned. */
  readonly total: number;
  readonly small: boolean;
  /** How much of the time the broker itself took, where it is worth a word. */
  readonly delayMs?: ForMs | null;
  /** What there is to say of it. */
  readonly children?: ReactNode;
}

/** The figure of an arena: how long it took, or how far it got. A loss is never called a finish. */
export function ArenaFigure({
  finishMs,
  done,
  total,
  small,
  delayMs = null,
  children,
}: ArenaFigureProps) {
  const { result } = useMessages().stage;
  return (
    <div className={`ml-auto flex min-w-0 items-center ${small ? "gap-2.5" : "gap-3.5"}`}>
      <div className="flex min-w-0 flex-col text-right text-small leading-[1.3] text-balance text-ink-2">
        <span>
          {finishMs === null ? result.done : result.finished}
          {delayMs !== null && ` (${result.brokerDelay(seconds(delayMs))})`}
        </span>
        {children}
      </div>
      <div
        className={`flex-none leading-none font-semibold tracking-[-0.03em] whitespace-nowrap ${small ? "text-[27px]" : "text-kpi"}`}
      >
        {finishMs === null ? done : seconds(finishMs)}
        <small className="ml-1 text-lane font-medium tracking-normal text-ink-2">
          {finishMs === null ? result.of(total) : result.seconds}
        </small>
      </div>
    </div>
  );
}
