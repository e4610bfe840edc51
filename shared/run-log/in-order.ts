import { lasting, later, between, type AtMs, type ForMs } from "../kernel/moment.ts";

/** What tells of a moment by a clock of its own, and may arrive after what came later. */
interface Timed {
  readonly atMs: AtMs;
}

/** Reports on their way into a log. */
export interface InOrder<Report> {
  /** Held back, since an earlier one may still come; in order. */
  readonly waiting: readonly Report[];
  /** What can be written now, in order; nothing earlier than what was given before. */
  readonly due: readonly Report[];
  /** The latest moment given so far. */
  readonly writtenAtMs: AtMs;
}

/**
 * Puts reports in the order of their own times if none comes more than `windowMs` too late. One that does is
 * written at the moment the log has reached, for its times never run backwards.
 *
 * @returns takes a report in, by the moment it arrived; without one, says what is due by then.
 */
export function inOrder<Report extends Timed>(windowMs: ForMs) {
  return (before: InOrder<Report>, nowMs: AtMs, report?: Report): InOrder<Report> => {
    const all =
      report === undefined
        ? before.waiting
        : [...before.waiting, report].sort((a, b) => a.atMs - b.atMs);
    const isDue = ({ atMs }: Report) => between(atMs, nowMs) >= lasting(windowMs);
    const due: Report[] = [];
    let { writtenAtMs } = before;
    for (const one of all.filter(isDue)) {
      writtenAtMs = later(one.atMs, writtenAtMs);
      due.push({ ...one, atMs: writtenAtMs });
    }
    return { waiting: all.filter((one) => !isDue(one)), due, writtenAtMs };
  };
}
