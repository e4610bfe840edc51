import fc from "fast-check";
import { expect, it } from "vitest";
import { ReadyQueue } from "./ready-queue.ts";

interface Stored {
  readonly position: number;
}

const steps = fc.array(
  fc.record({
    do: fc.constantFrom("push" as const, "push" as const, "shift" as const, "put back" as const),
    pick: fc.nat(),
  }),
  { maxLength: 200 },
);

it("DQ7, DQ24: always gives the oldest, whatever was taken and put back", () => {
  fc.assert(
    fc.property(steps, (planned) => {
      const queue = new ReadyQueue<Stored>();
      const ready: number[] = [];
      const taken: number[] = [];
      let arrivals = 0;
      for (const { do: step, pick } of planned) {
        if (step === "push") {
          ready.push(arrivals);
          queue.push({ position: arrivals++ });
        } else if (step === "shift") {
          ready.sort((one, other) => one - other);
          const oldest = ready.shift();
          expect(queue.shift()?.position).toBe(oldest);
          if (oldest !== undefined) taken.push(oldest);
        } else if (taken.length > 0) {
          const [position = 0] = taken.splice(pick % taken.length, 1);
          ready.push(position);
          queue.putBack({ position });
        }
        expect(queue.length).toBe(ready.length);
        expect(queue.first?.position ?? Infinity).toBe(Math.min(Infinity, ...ready));
      }
    }),
  );
});
