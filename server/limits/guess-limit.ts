import { AddressLimit } from "./address-limit.ts";
import { ADDRESS_RATES } from "./rates.ts";

/**
 * Guesses at labs' codes. Whoever names a lab that is there is never counted, so a class may come at once; once many wrong
 * ones came from an address, sockets that named one wait, and those that did not come a few at a time. It is asked before
 * the code is looked at, so that a refusal says nothing of it.
 */
export class GuessLimit {
  #wrong: AddressLimit;
  #doubtful: AddressLimit;

  constructor(nowMs: () => number) {
    this.#wrong = new AddressLimit(ADDRESS_RATES.wrongCodes, nowMs);
    this.#doubtful = new AddressLimit(ADDRESS_RATES.doubtfulJoins, nowMs);
  }

  /** @param hasFailed whether this socket has named a lab that is not there. */
  mayTry(address: string, hasFailed: boolean): boolean {
    if (!this.#wrong.isSpent(address)) return true;
    return !hasFailed && this.#doubtful.take(address);
  }

  failed(address: string): void {
    this.#wrong.take(address);
  }
}
