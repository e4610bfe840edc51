import fc from "fast-check";
import { expect, it } from "vitest";
import { Fifo } from "./fifo.ts";

it("is an array that one adds to at the end and takes from at the beginning", () => {
  const step = fc.option(fc.integer(), { nil: "take" as const });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let fifo = Fifo.of<number>();
      const model: number[] = [];
      for (const one of steps) {
        expect([fifo.first, fifo.size]).toEqual([model[0], model.length]);
        if (one === "take") {
          fifo = fifo.rest();
          model.shift();
        } else {
          fifo = fifo.append(one);
          model.push(one);
        }
        expect([...fifo]).toEqual(model);
      }
    }),
  );
});

it("leaves the queue it was made from as it was", () => {
  const two = Fifo.of([1, 2]);
  expect([...two.append(3).rest()]).toEqual([2, 3]);
  expect([...two.filter((item) => item > 1)]).toEqual([2]);
  expect([...two]).toEqual([1, 2]);
});
