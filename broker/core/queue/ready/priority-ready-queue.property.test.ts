import fc from "fast-check";
import { expect, it } from "vitest";
import { PriorityReadyQueue } from "./priority-ready-queue.ts";

interface Stored {
  readonly position: number;
  readonly level: number;
}

const HIGHEST = 4;
const steps = fc.array(
  fc.record({
    do: fc.constantFrom("push" as const, "push" as const, "shift" as const, "put back" as const),
    pick: fc.nat(),
    level: fc.nat(HIGHEST),
  }),
  { maxLength: 200 },
);

it("QM10: always gives the oldest of the highest level, whatever was taken and put back", () => {
  fc.assert(
    fc.property(steps, (planned) => {
      const queue = new PriorityReadyQueue<Stored>(({ level }) => level);
      const ready: Stored[] = [];
      const taken: Stored[] = [];
      let arrivals = 0;
      for (const { do: step, pick, level } of planned) {
        ready.sort((one, other) => other.level - one.level || one.position - other.position);
        expect(queue.first).toEqual(ready[0]);
        if (step === "push") {
          const message = { position: arrivals++, level };
          ready.push(message);
          queue.push(message);
        } else if (step === "shift") {
          const next = ready.shift();
          expect(queue.shift()).toEqual(next);
          if (next !== undefined) taken.push(next);
        } else if (taken.length > 0) {
          const [message] = taken.splice(pick % taken.length, 1);
          ready.push(message!);
          queue.putBack(message!);
        }
        expect(queue.length).toBe(ready.length);
      }
    }),
  );
});
