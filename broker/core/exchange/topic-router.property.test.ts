import fc from "fast-check";
import { expect, it } from "vitest";
import { noArguments } from "#broker/core/arguments.ts";
import { TopicRouter } from "./topic-router.ts";

const words = (...choice: string[]) => fc.array(fc.constantFrom(...choice), { maxLength: 5 });
const keys = words("a", "b", "").map((each) => each.join("."));
const patterns = words("a", "b", "*", "#", "").map((each) => each.join("."));

const binding = (routingKey: string) => ({
  destination: routingKey,
  routingKey,
  arguments: noArguments,
});

/** The rule as one reads it: `*` is a word, `#` any number of them. */
function matches(pattern: readonly string[], key: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return key.length === 0;
  if (first === "#") {
    return matches(rest, key) || (key.length > 0 && matches(pattern, key.slice(1)));
  }
  const [word, ...others] = key;
  return word !== undefined && (first === "*" || first === word) && matches(rest, others);
}

const split = (key: string) => (key === "" ? [] : key.split("."));

it("RT3, RT5: reaches every binding whose pattern matches, once", () => {
  fc.assert(
    fc.property(fc.uniqueArray(patterns), keys, (bound, key) => {
      const router = new TopicRouter<string>();
      for (const pattern of bound) router.add(binding(pattern));
      const expected = bound.filter((pattern) => matches(split(pattern), split(key)));
      expect(router.route(key).toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 500 },
  );
});

it("QU11: forgets a binding that is removed, and no other", () => {
  fc.assert(
    fc.property(fc.uniqueArray(patterns, { minLength: 1 }), keys, fc.nat(), (bound, key, pick) => {
      const router = new TopicRouter<string>();
      const bindings = bound.map(binding);
      for (const each of bindings) router.add(each);
      const removed = bindings[pick % bindings.length]!;
      const before = router.route(key);
      router.remove(removed);
      expect(router.route(key).toSorted()).toEqual(
        before.filter((destination) => destination !== removed.destination).toSorted(),
      );
    }),
  );
});

it("RT3: however many # a binding has, a key is soon looked up", () => {
  const router = new TopicRouter<string>();
  const longest = Array.from({ length: 127 }, (_, i) => (i % 3 === 2 ? "" : "#")).join(".");
  router.add(binding(longest));
  router.add(binding("#.#.#.#.#.#.#.#.#.#.#.#.x"));
  expect(router.route(".".repeat(127))).toEqual([longest]);
  expect(router.route("x.".repeat(100) + "y")).toEqual([]);
  expect(router.route("y.".repeat(100) + "x")).toEqual(["#.#.#.#.#.#.#.#.#.#.#.#.x"]);
});
