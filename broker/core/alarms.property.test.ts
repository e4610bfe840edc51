import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Alarm, Alarms } from "./alarms.ts";

const anyTime = fc.integer({ min: 0, max: 50 });
const anyStep = fc.oneof(
  fc.record({ do: fc.constant("set" as const), which: fc.nat(9), at: anyTime }),
  fc.record({ do: fc.constant("cancel" as const), which: fc.nat(9), at: anyTime }),
  fc.record({ do: fc.constant("ring" as const), which: fc.nat(9), at: anyTime }),
);

describe("alarms", () => {
  it("ring as a list that is searched each time would, and ask to be woken in time", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        let askedMs = Infinity;
        const alarms = new Alarms((atMs) => (askedMs = Math.min(askedMs, atMs)));
        const rung: number[] = [];
        const all = Array.from({ length: 10 }, (_, which) => new Alarm(() => rung.push(which)));
        const set = new Map<number, number>();
        for (const { do: what, which, at } of steps) {
          if (what === "set") {
            alarms.set(all[which]!, at);
            set.set(which, at);
          } else if (what === "cancel") {
            alarms.cancel(all[which]!);
            set.delete(which);
          } else {
            askedMs = Infinity;
            alarms.ringDue(at);
            const due = [...set].filter(([, atMs]) => atMs <= at);
            expect(rung.splice(0).toSorted()).toEqual(due.map(([each]) => each).toSorted());
            for (const [each] of due) set.delete(each);
          }
          expect(askedMs).toBeLessThanOrEqual(Math.min(Infinity, ...set.values()));
        }
      }),
    );
  });

  it("rings in order of time, and one may set itself again", () => {
    const asked: number[] = [];
    const alarms = new Alarms((atMs) => asked.push(atMs));
    const rung: string[] = [];
    const again: Alarm = new Alarm(() => {
      rung.push("again");
      alarms.set(again, 30);
    });
    alarms.set(new Alarm(() => rung.push("late")), 20);
    alarms.set(again, 10);
    alarms.ringDue(25);
    expect(rung).toEqual(["again", "late"]);
    expect(asked.at(-1)).toBe(30);
  });
});
