import type { Consumer } from "./consumer.ts";

/** Who holds messages of a quorum queue, and how many: its consumers, and what basic.get has given. */
export class CheckedOut<Content> {
  readonly #counts = new Map<Consumer<Content>, number>();
  #got = 0;

  /** How many consumers those count for that are none: every message got is one's. */
  countBeside(consumers: ReadonlySet<Consumer<Content>>): number {
    let count = this.#got;
    for (const holder of this.#counts.keys()) if (!consumers.has(holder)) count += 1;
    return count;
  }

  /** @param holder undefined for basic.get. */
  given(holder: Consumer<Content> | undefined): void {
    if (holder === undefined) this.#got += 1;
    else this.#counts.set(holder, this.#heldBy(holder) + 1);
  }

  /** @param heir who has the holder's tag now, if somebody has. */
  settled(holder: Consumer<Content> | undefined, count: number, heir?: Consumer<Content>): void {
    if (holder === undefined) {
      this.#got -= count;
      return;
    }
    const owner = heir !== undefined && !this.#counts.has(holder) ? heir : holder;
    const left = this.#heldBy(owner) - count;
    if (left > 0) this.#counts.set(owner, left);
    else this.#counts.delete(owner);
  }

  /** A consumer begun anew under the tag of one that still holds messages: they are its own now, and of its credit. */
  inherit(heir: Consumer<Content>): void {
    for (const [holder, count] of this.#counts) {
      if (!isNamesake(holder, heir)) continue;
      this.#counts.delete(holder);
      this.#counts.set(heir, count);
      heir.owe(count);
      return;
    }
  }

  #heldBy(holder: Consumer<Content>): number {
    return this.#counts.get(holder) ?? 0;
  }
}

function isNamesake<Content>(one: Consumer<Content>, other: Consumer<Content>): boolean {
  const [{ client }, { client: otherClient }] = [
    one.attachment.recipient,
    other.attachment.recipient,
  ];
  return (
    one.tag === other.tag &&
    client.connection === otherClient.connection &&
    client.channel === otherClient.channel
  );
}
