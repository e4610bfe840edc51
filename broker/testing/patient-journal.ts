import type { Journal } from "#broker/core/journal.ts";

/** A journal that writes nothing down and is not safe before {@link safe} says so. */
export class PatientJournal<Content> implements Journal<Content> {
  #waiting: (() => void)[] = [];
  readonly exchangeDeclared = () => undefined;
  readonly exchangeDeleted = () => undefined;
  readonly queueDeclared = () => undefined;
  readonly queueDeleted = () => undefined;
  readonly bound = () => undefined;
  readonly unbound = () => undefined;
  readonly enqueued = () => undefined;
  readonly gone = () => undefined;
  readonly restated = () => undefined;
  readonly whenSafe = (then: () => void) => void this.#waiting.push(then);
  readonly whenAllSafe = this.whenSafe;

  /** All that was asked about until now is. */
  safe(): void {
    for (const then of this.#waiting.splice(0)) then();
  }
}
