import { useLayoutEffect, useRef, useState } from "react";
import { seconds } from "#components/i18n/format.ts";
import { useLanguage, useMessages } from "#components/i18n/messages-provider.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { logMessagesIn } from "#shared/messages/log.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { logWords } from "#components/words/log-words.ts";

interface LogTabProps {
  /** The whole log; it only ever grows. */
  readonly events: readonly Logged[];
  readonly arms: readonly ArmId[];
  /** Events up to the viewed moment. */
  readonly viewedCount: number;
  readonly following: boolean;
  readonly onSeek: (atMs: number) => void;
}

const ROW_PX = 26;
/** Rows drawn above and below those in view. */
const SPARE_ROWS = 12;

/** Every event in words, oldest first. Pressing one looks at its moment. */
export function LogTab({ events, arms, viewedCount, following, onSeek }: LogTabProps) {
  const messages = useMessages();
  const log = logMessagesIn(useLanguage().language);
  const [arm, setArm] = useState<ArmId | "all">("all");
  const [scrollTop, setScrollTop] = useState(0);
  const [heightPx, setHeightPx] = useState(200);
  const box = useRef<HTMLDivElement>(null);

  const shown =
    arm === "all" ? events : events.filter((event) => !("arm" in event) || event.arm === arm);
  const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - SPARE_ROWS);
  const last = Math.min(shown.length, Math.ceil((scrollTop + heightPx) / ROW_PX) + SPARE_ROWS);

  // The newest event stays in view as long as the picture follows the run.
  useLayoutEffect(() => {
    if (following && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [following, shown.length]);

  if (events.length === 0) return <p className="p-6 text-ink-2">{log.none}</p>;
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-none items-center gap-2 px-6 py-1.5 max-sm:px-4">
        <Segmented
          label={log.filter}
          value={arm}
          onChange={setArm}
          options={[
            { value: "all" as const, text: log.all },
            ...arms.map((id) => ({ value: id, text: id })),
          ]}
        />
      </div>
      <div
        ref={box}
        tabIndex={0}
        role="region"
        aria-label={log.label}
        className="min-h-0 flex-1 overflow-y-auto px-6 focus-visible:-outline-offset-2 max-sm:px-4"
        onScroll={(event) => {
          setScrollTop(event.currentTarget.scrollTop);
          setHeightPx(event.currentTarget.clientHeight);
        }}
      >
        <ol style={{ paddingTop: first * ROW_PX, paddingBottom: (shown.length - last) * ROW_PX }}>
          {shown.slice(first, last).map((event, i) => (
            <li key={event.seq} aria-setsize={shown.length} aria-posinset={first + i + 1}>
              <button
                type="button"
                title={log.goTo}
                onClick={() => {
                  onSeek(event.atMs);
                }}
                style={{ height: ROW_PX }}
                className={`flex w-full items-center gap-3 rounded-token text-left whitespace-nowrap hover:bg-sunken ${event.seq > viewedCount ? "text-ink-3" : ""}`}
              >
                <span className="w-10 flex-none text-right text-small text-ink-3">{event.seq}</span>
                <span className="w-16 flex-none text-right">{log.at(seconds(event.atMs))}</span>
                <span className="w-4 flex-none text-center text-small font-semibold text-ink-2">
                  {"arm" in event ? event.arm : ""}
                </span>
                <span className="truncate">{logWords(messages, log, event)}</span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
