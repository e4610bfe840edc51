import type { Credentials } from "./authentication.ts";
import { FailedAttempts } from "./failed-attempts.ts";

/** Compares a password, which may take a while: one that takes long is hard to guess. */
export type PasswordCheck = (credentials: Credentials, then: (matches: boolean) => void) => void;

/** Where a client comes from. */
export interface Origin {
  readonly address: string;
  /** It is on the broker's own machine. */
  readonly isLoopback: boolean;
}

/** This user may only log in from the broker's own machine. */
const LOOPBACK_USER = "guest";

/** Without users of its own a broker knows guest, password guest, which is no secret. */
export const onlyGuest: PasswordCheck = ({ user, password }, then) => {
  then(user === LOOPBACK_USER && password === "guest");
};

/** Decides who gets in. */
export class Gate {
  readonly #matches: PasswordCheck;
  readonly #failed: FailedAttempts;

  constructor(matches: PasswordCheck, now: () => number) {
    this.#matches = matches;
    this.#failed = new FailedAttempts(now);
  }

  /** @param then called at once, or later. */
  logIn(
    credentials: Credentials,
    { address, isLoopback }: Origin,
    then: (isAllowed: boolean) => void,
  ): void {
    // A machine does not lock itself out: all that is wrong there may be one forgotten script.
    if (!isLoopback && (this.#failed.areEnough(address) || credentials.user === LOOPBACK_USER)) {
      then(false);
      return;
    }
    this.#matches(credentials, (matches) => {
      if (!matches) this.#failed.add(address);
      then(matches);
    });
  }
}
