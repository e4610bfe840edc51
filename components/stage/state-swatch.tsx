import { MarkIcon, type MarkName } from "./mark-icon.tsx";

export type SwatchState =
  | "ready"
  | "held"
  | "running"
  | "done"
  | "lost"
  | "redelivered"
  | "returned"
  | "missing"
  | "refused"
  | "dead"
  | "idle";

const MARKS: Partial<Record<SwatchState, MarkName>> = {
  done: "check",
  lost: "cross",
  redelivered: "loop",
};

/** The colour, texture and sign of a state, as in legend and ledger. */
export function StateSwatch({ state }: { readonly state: SwatchState }) {
  const mark = MARKS[state];
  return (
    <span aria-hidden className={`swatch swatch-${state}`}>
      {mark && <MarkIcon name={mark} size={9} />}
    </span>
  );
}
