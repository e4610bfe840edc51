/** Numbers at moments, in columns: of 20,000 tasks there are 200,000, too many for an object each. */
export class Timeline {
  #at = new Float64Array(64);
  #what = new Int32Array(64);
  #length = 0;

  add(at: number, what: number): void {
    const i = this.#length++;
    if (i === this.#at.length) {
      this.#at = grown(this.#at, new Float64Array(2 * i));
      this.#what = grown(this.#what, new Int32Array(2 * i));
    }
    this.#at[i] = at;
    this.#what[i] = what;
  }

  /** In order of time; what is at one moment, in the order it was added. */
  inOrder(each: (at: number, what: number) => void): void {
    this.#sort();
    for (let i = 0; i < this.#length; i++) each(this.#at[i] ?? 0, this.#what[i] ?? 0);
  }

  /** Merges the stretches that are in order already, two by two. */
  #sort(): void {
    const spare = { at: new Float64Array(this.#length), what: new Int32Array(this.#length) };
    for (let starts = this.#starts(); starts.length > 1;) {
      const merged: number[] = [];
      for (let i = 0; i < starts.length; i += 2) {
        const from = starts[i] ?? 0;
        this.#merge(from, starts[i + 1] ?? this.#length, starts[i + 2] ?? this.#length, spare);
        merged.push(from);
      }
      [this.#at, spare.at] = [spare.at, this.#at];
      [this.#what, spare.what] = [spare.what, this.#what];
      starts = merged;
    }
  }

  #starts(): number[] {
    const starts = [0];
    for (let i = 1; i < this.#length; i++) {
      if ((this.#at[i] ?? 0) < (this.#at[i - 1] ?? 0)) starts.push(i);
    }
    return starts;
  }

  #merge(
    from: number,
    middle: number,
    to: number,
    into: { readonly at: Float64Array; readonly what: Int32Array },
  ): void {
    let [left, right] = [from, middle];
    for (let i = from; i < to; i++) {
      const takesLeft =
        left < middle && (right >= to || (this.#at[left] ?? 0) <= (this.#at[right] ?? 0));
      const taken = takesLeft ? left++ : right++;
      into.at[i] = this.#at[taken] ?? 0;
      into.what[i] = this.#what[taken] ?? 0;
    }
  }
}

function grown<Column extends Float64Array | Int32Array>(old: Column, column: Column): Column {
  column.set(old);
  return column;
}
