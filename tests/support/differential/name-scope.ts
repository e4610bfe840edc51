const NAME = /^[qx]\d$/;
const GENERATED = /amq\.(?:gen|ctag)-[\w-]{22}/g;

/** Makes the names of a script's queues and exchanges its own, and tells them short. */
export class NameScope {
  readonly suffix = `-${crypto.randomUUID().slice(0, 8)}`;
  readonly #generated = new Map<string, string>();

  /** The value with every string that is a name made this script's own, at any depth. */
  long<Value>(value: Value): Value {
    return this.#long(value) as Value;
  }

  /** The text with names as the script has them, and generated ones numbered by their appearance. */
  short(text: string): string {
    return text.replaceAll(this.suffix, "").replace(GENERATED, (name) => {
      const known = this.#generated.get(name) ?? `${name.slice(0, 7)}-${this.#generated.size + 1}`;
      this.#generated.set(name, known);
      return known;
    });
  }

  #long(value: unknown): unknown {
    if (typeof value === "string") {
      const generated = [...this.#generated].find(([, short]) => short === value)?.[0];
      return generated ?? (NAME.test(value) ? value + this.suffix : value);
    }
    if (Array.isArray(value)) return value.map((one) => this.#long(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, this.#long(inner)]),
    );
  }
}
