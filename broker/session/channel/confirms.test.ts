import { describe, expect, it } from "vitest";
import type { PublishOutcome } from "#broker/core/publication.ts";
import { Confirms } from "./confirms.ts";

const TAKEN: PublishOutcome = { routed: 1, stored: false, refused: false };
const UNROUTABLE: PublishOutcome = { routed: 0, stored: false, refused: false };
const STORED: PublishOutcome = { routed: 1, stored: true, refused: false };
const REFUSED: PublishOutcome = { routed: 1, stored: false, refused: true };

function setup() {
  const said: string[] = [];
  const waiting: (() => void)[] = [];
  let pending = 0;
  const say = (word: string) => (deliveryTag: number, multiple: boolean) =>
    said.push(`${word} ${multiple ? "≤" : ""}${deliveryTag}`);
  const confirms = new Confirms({
    onPending: () => pending++,
    whenSafe: (then) => waiting.push(then),
    ack: say("ack"),
    nack: say("nack"),
  });
  return {
    confirms,
    pending: () => pending,
    waiting: () => waiting.length,
    safe: () => waiting.shift()?.(),
    said: () => said.splice(0),
    publish: (...outcomes: PublishOutcome[]) => {
      for (const outcome of outcomes) confirms.published(outcome);
      confirms.flush();
    },
  };
}

function selected() {
  const all = setup();
  all.confirms.select();
  return all;
}

describe("Confirms", () => {
  it("BA6: counts from the select on, and acknowledges together what was settled together", () => {
    const { confirms, publish, said, pending } = setup();
    publish(TAKEN);
    confirms.select();
    publish(TAKEN);
    publish(TAKEN, TAKEN, TAKEN);
    confirms.flush();
    expect(said()).toEqual(["ack 1", "ack ≤4"]);
    expect(pending()).toBe(2);
  });

  it("BA6: what reaches no queue is acknowledged there and then, by itself, and waits for nobody", () => {
    const { confirms, said, pending } = selected();
    for (const outcome of [UNROUTABLE, TAKEN, UNROUTABLE, STORED, UNROUTABLE, TAKEN])
      confirms.published(outcome);
    expect(said()).toEqual(["ack 1", "ack 3", "ack 5"]);
    expect(pending()).toBe(1);
    confirms.flush();
    expect(said()).toEqual(["ack ≤2", "ack 6"]);
  });

  it("CF1: what is stored waits until it is safe; the rest overtakes it, one by one", () => {
    const { publish, said, safe } = selected();
    publish(STORED, TAKEN, TAKEN);
    expect(said()).toEqual(["ack 2", "ack 3"]);
    safe();
    expect(said()).toEqual(["ack 1"]);
  });

  it("CF3: together up to the first that waits, and one by one beyond it", () => {
    const { publish, said } = selected();
    publish(TAKEN, TAKEN, STORED, TAKEN);
    expect(said()).toEqual(["ack ≤2", "ack 4"]);
  });

  it("CF1: the disk is asked once for all of a chunk", () => {
    const { publish, said, safe, waiting } = selected();
    publish(STORED, STORED);
    publish(STORED, TAKEN);
    expect(waiting()).toBe(2);
    safe();
    safe();
    expect(said()).toEqual(["ack 4", "ack ≤2", "ack 3"]);
  });

  it("CF4: refused ones are told after, and never covered by the others' ack", () => {
    const { publish, said } = selected();
    publish(TAKEN, REFUSED, TAKEN);
    expect(said()).toEqual(["ack ≤1", "ack 3", "nack 2"]);
    publish(REFUSED, REFUSED);
    expect(said()).toEqual(["nack ≤5"]);
    publish(REFUSED, TAKEN);
    expect(said()).toEqual(["ack 7", "nack ≤6"]);
  });

  it("CF5: confirms each publish exactly once, however they fare", () => {
    const { publish, said, safe } = selected();
    for (let i = 0; i < 1_000; i++) {
      publish(...[TAKEN, STORED, REFUSED].filter((_, which) => (i >> which) % 2 === 0));
      if (i % 3 === 0) safe();
    }
    for (let i = 0; i < 1_000; i++) safe();
    const open = new Set(Array.from({ length: 1_500 }, (_, i) => i + 1));
    for (const line of said()) {
      const [, multiple, tag] = /^n?ack (≤?)(\d+)$/.exec(line) ?? [];
      const covered =
        multiple === "≤" ? [...open].filter((each) => each <= Number(tag)) : [Number(tag)];
      for (const each of covered) expect(open.delete(each), line).toBe(true);
    }
    expect([...open]).toEqual([]);
  });
});
