/** Words by number: each is written once, however often it is said. */
export class WordTable<Word extends string = string> {
  readonly #words: Word[] = [];
  readonly #places = new Map<Word, number>();

  constructor(words: readonly Word[] = []) {
    for (const word of words) this.add(word);
  }

  get words(): readonly Word[] {
    return this.#words;
  }

  /** @returns its number: a new one the first time. */
  add(word: Word): number {
    const known = this.#places.get(word);
    if (known !== undefined) return known;
    this.#places.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  /** @throws when there is no such number. */
  at(place: number | null | undefined): Word {
    const word = this.#words[place ?? -1];
    if (word === undefined) throw new RangeError(`No word ${place} in ${this.#words.length}`);
    return word;
  }
}
