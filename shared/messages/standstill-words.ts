import type { Standstill } from "../run/standstill.ts";
import type { StandstillMessages } from "./en/standstill.ts";

/** Why an arm can't end by itself, in the words of the page and of the terminal. */
export function standstillWords(
  words: StandstillMessages,
  { why, workers, tasks, unacked }: Omit<Standstill, "arm">,
): string {
  switch (why) {
    case "nobody-there":
      return words.nobodyThere(tasks);
    case "hung":
      return unacked === 0 ? words.hungUnprotected(workers, tasks) : words.hung(workers, tasks);
    case "paused":
      return words.paused(workers, tasks);
    case "acks-forgotten":
      return words.acksForgotten(workers, tasks);
    case "comes-back":
      return words.comesBack(tasks);
  }
}
