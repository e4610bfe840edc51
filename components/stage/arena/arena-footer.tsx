import { memo } from "react";
import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { Messages } from "#shared/messages/messages.ts";
import { standstillWords } from "#shared/messages/standstill-words.ts";
import { idleWorkers, waitingTasks } from "#shared/run/idle.ts";
import type { Ledger } from "#shared/run/ledger.ts";
import type { Standstill } from "#shared/run/standstill.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import { arenaSentence } from "#components/words/arena-sentence.model.ts";
import type { ArenaView } from "./arena-view.model.ts";
import { LedgerLine } from "./ledger-line.tsx";
import { MarkIcon } from "#components/stage/mark-icon.tsx";
import { plotLeftPx, type StageLayout } from "#components/stage/stage-layout.model.ts";

interface ArenaFooterProps {
  readonly view: ArenaView;
  /** Why it can't end by itself. */
  readonly standstill: Standstill | null;
  readonly ledger: Ledger;
  readonly total: number;
  readonly layout: StageLayout;
  readonly heightPx: number;
  readonly boxed: boolean;
  /** What the latest incident meant; stands in for the usual sentence. */
  readonly incident: string | null;
  /** Below it there is room for another arena. */
  readonly last: boolean;
}

/** Where the tasks are, and the one thing to say about it. */
export const ArenaFooter = memo(function ArenaFooter(props: ArenaFooterProps) {
  const { view, standstill, ledger, total, layout, heightPx, boxed } = props;
  const canSteer = useLab().can("set-strategy");
  const messages = useMessages();
  if (layout.mode === "phone") {
    return (
      <div className="pb-2">
        <p className="mt-[3px] text-body text-ink-2">
          {phoneSentence(messages, view, standstill, total)} {props.incident}
        </p>
        {canSteer && <Steering {...props} />}
      </div>
    );
  }
  const sentence = props.incident ?? sentenceText(messages, view, standstill);
  const linePx = boxed ? 40 : 30;
  if (layout.mode === "narrow") {
    return (
      <footer className="flex flex-col pb-1.5" style={{ minHeight: heightPx }}>
        <LedgerLine ledger={ledger} boxed={boxed} tight lineHeightPx={linePx} />
        <div className="flex min-h-6 items-center gap-4">
          {canSteer && <Steering {...props} />}
          <p className="min-w-0 flex-1 text-small text-ink-2">{sentence}</p>
        </div>
      </footer>
    );
  }
  return (
    <footer className="flex items-start" style={{ height: heightPx }}>
      <div
        className="flex flex-none items-center"
        style={{
          width: plotLeftPx(layout),
          height: linePx,
          paddingLeft: layout.queuePx + layout.gatesPx + 5,
        }}
      >
        {canSteer && <Steering {...props} />}
      </div>
      {/* The sentence wraps out of sight where it does not fit beside the ledger. */}
      <div
        className="flex min-w-0 flex-1 flex-wrap content-start justify-between gap-x-4 overflow-hidden"
        style={{ height: heightPx }}
      >
        <LedgerLine
          ledger={ledger}
          boxed={boxed}
          tight={layout.mode !== "wide"}
          lineHeightPx={linePx}
        />
        <p
          title={props.incident ?? undefined}
          className={`text-small text-ink-2 ${boxed ? "flex min-w-0 flex-1 basis-36 items-center justify-end text-right leading-[13px] text-balance" : "whitespace-nowrap"}`}
          style={boxed ? { height: linePx } : { lineHeight: `${linePx}px` }}
        >
          {sentence}
        </p>
      </div>
    </footer>
  );
});

function Steering({ view, last }: ArenaFooterProps) {
  const { scenario, ask } = useLab();
  const { controls } = useMessages().stage;
  const { arm, plan } = view;
  const full = (plan?.workers.length ?? 0) >= SCENARIO_LIMITS.workers;
  return (
    <div className="flex">
      {plan && !full && (
        <button
          type="button"
          className="stage-word"
          aria-label={controls.addWorkerTo(arm)}
          onClick={() => {
            void ask({ type: "add-worker", arm });
          }}
        >
          <MarkIcon name="plus" size={11} />
          {controls.addWorkerShort}
        </button>
      )}
      {last && scenario.arms.length < SCENARIO_LIMITS.arms && (
        <button
          type="button"
          className="stage-word"
          aria-label={controls.addArena}
          onClick={() => void ask({ type: "add-arm" })}
        >
          <MarkIcon name="plus" size={11} />
          {controls.addArenaShort}
        </button>
      )}
      {plan && scenario.arms.length > 1 && (
        <button
          type="button"
          className="stage-word"
          aria-label={controls.removeArena(arm)}
          onClick={() => {
            void ask({ type: "remove-arm", arm });
          }}
        >
          {controls.removeArenaShort}
        </button>
      )}
    </div>
  );
}

const MOST_LISTED = 6;

/** The arena's sentence, computed from what is on the screen. */
function sentenceText(
  { stage: { sentence }, standstill: words }: Messages,
  { state }: ArenaView,
  standstill: Standstill | null,
): string {
  if (!state) return "";
  const said = arenaSentence(state, standstill);
  switch (said.kind) {
    case "held": {
      const [first] = said.tasks;
      if (said.tasks.length > MOST_LISTED) {
        return sentence.heldCount(said.tasks.length, said.worker);
      }
      return first !== undefined && said.tasks.length === 1
        ? sentence.heldOne(first, said.worker)
        : sentence.heldMany(said.tasks.toArray(), said.worker);
    }
    case "waiting": {
      const [first] = said.tasks;
      return first !== undefined && said.tasks.length === 1
        ? sentence.waitingOne(first)
        : sentence.waitingMany(said.tasks.length);
    }
    case "standstill":
      return standstillWords(words, said.standstill);
    case "nobody":
      return said.durable ? sentence.nobody : sentence.nobodyTransient;
    case "none":
      return "";
  }
}

function phoneSentence(
  { stage: { sentence }, standstill: words }: Messages,
  { state }: ArenaView,
  standstill: Standstill | null,
  total: number,
) {
  if (!state) return sentence.phoneDone(0, total);
  const waiting = waitingTasks(state);
  const [idle] = idleWorkers(state);
  const done = sentence.phoneDone(state.counts.done, total);
  if (standstill) return `${done} ${standstillWords(words, standstill)}`;
  return (
    <>
      {done}{" "}
      {idle && waiting > 0 ? (
        <b className="font-semibold text-ink">{sentence.phoneIdle(idle.worker, waiting)}</b>
      ) : (
        waiting > 0 && sentence.phoneBusy
      )}
    </>
  );
}
