import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { Ledger } from "#shared/run/ledger.ts";
import { StateSwatch, type SwatchState } from "#components/stage/state-swatch.tsx";

interface LedgerLineProps {
  readonly ledger: Ledger;
  /** Larger and in boxes, for a run in which tasks may be lost or come back. */
  readonly boxed: boolean;
  readonly tight: boolean;
  readonly lineHeightPx: number;
}

const ALWAYS = ["done", "running", "held", "ready", "lost"] as const;
/** Where there are any. */
const SELDOM = ["dead", "returned", "missing", "refused"] as const;
const ALARMING: readonly SwatchState[] = ["lost", "redelivered", ...SELDOM];

/** Where the tasks are. It adds up, or something is wrong. */
export function LedgerLine({ ledger, boxed, tight, lineHeightPx }: LedgerLineProps) {
  const gap = tight ? "gap-1.5" : boxed ? "gap-2.5" : "gap-[9px]";
  const { stage } = useMessages();
  const places: readonly SwatchState[] = [
    ...ALWAYS,
    ...SELDOM.filter((place) => ledger[place] > 0),
  ];
  return (
    <div
      role="group"
      aria-label={stage.ledger}
      className={`flex flex-wrap items-center gap-y-1 text-ink-2 ${gap} ${!boxed ? "text-small" : tight ? "text-body" : "text-[14px]"}`}
      style={{ minHeight: lineHeightPx }}
    >
      <span className="flex items-center gap-[5px] whitespace-nowrap">
        <b className="font-semibold text-ink">{ledger.published}</b>
        {stage.state.published}
        {ledger.outside > 0 && (
          <b className="font-semibold text-ink">({stage.outside(ledger.outside)})</b>
        )}
      </span>
      {places.map((state, i) => (
        <span key={state} className={`flex items-center ${gap}`}>
          <span className="text-ink-3">{i === 0 ? "=" : "+"}</span>
          <Entry state={state} count={ledger[state as (typeof ALWAYS)[number]]} boxed={boxed} />
        </span>
      ))}
      {ledger.redelivered > 0 && (
        <span
          className={boxed ? (tight ? "ml-1" : "ml-3.5") : "ml-2.5 border-l border-line-2 pl-3.5"}
        >
          <Entry state="redelivered" count={ledger.redelivered} boxed={boxed} />
        </span>
      )}
      {ledger.duplicates > 0 && (
        <span
          className={`whitespace-nowrap ${boxed ? "rounded-ctl border border-control px-2 py-1" : ""}`}
        >
          <b className="font-semibold text-ink">{ledger.duplicates}</b> {stage.state.duplicates}
        </span>
      )}
    </div>
  );
}

interface EntryProps {
  readonly state: SwatchState;
  readonly count: number;
  readonly boxed: boolean;
}

function Entry({ state, count, boxed }: EntryProps) {
  const { stage } = useMessages();
  const alarm = count > 0 && ALARMING.includes(state);
  const tone = alarm
    ? state === "redelivered"
      ? "font-semibold text-redelivered-text"
      : "font-semibold text-lost-text"
    : count === 0
      ? "text-ink-3"
      : "";
  const box = !boxed
    ? ""
    : `rounded-ctl border py-1 pr-[9px] pl-2 ${
        !alarm
          ? "border-line"
          : state === "redelivered"
            ? "border-redelivered-line bg-redelivered-tint"
            : "border-lost-line bg-lost-tint"
      }`;
  return (
    <span className={`flex items-center gap-[5px] whitespace-nowrap ${tone} ${box}`}>
      <StateSwatch state={state} />
      <b
        className={count === 0 ? "font-[450]" : alarm ? "font-semibold" : "font-semibold text-ink"}
      >
        {count}
      </b>
      {stage.state[state]}
    </span>
  );
}
