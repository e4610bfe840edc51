import type { Choose } from "./agenda.ts";

/**
 * Runs something again and again, until every choice was made in every way.
 *
 * @yields what each run came to. There are as many as the product of the choices' counts: for small scenarios.
 */
export function* everyOrder<Outcome>(run: (choose: Choose) => Outcome): Generator<Outcome> {
  let chosen: readonly number[] = [];
  for (;;) {
    const counts: number[] = [];
    const choices: number[] = [];
    yield run((count) => {
      const choice = chosen[choices.length] ?? 0;
      choices.push(choice);
      counts.push(count);
      return choice;
    });
    const last = choices.findLastIndex((choice, i) => choice + 1 < (counts[i] ?? 0));
    if (last === -1) return;
    chosen = choices.slice(0, last + 1).with(last, (choices[last] ?? 0) + 1);
  }
}
