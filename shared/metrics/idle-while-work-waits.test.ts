import { moment } from "../kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { idleWhileWorkWaits } from "./idle-while-work-waits.ts";

function idleIn(drawing: string, toMs: number) {
  const [arm] = project(runStateProjection, drawLog(drawing)).arms;
  if (!arm) throw new Error("no arm");
  const idle = idleWhileWorkWaits(arm, { fromMs: moment(0), toMs: moment(toMs) });
  return { ...idle, byWorker: Object.fromEntries(idle.byWorker) };
}

describe("idleWhileWorkWaits", () => {
  it("counts a worker that idles while its colleague holds two tasks", () => {
    const idle = idleIn(
      `
      A.queue ppp . . .
      A.w1    rrrs . d .
      A.w2    .    . . .
    `,
      3000,
    );
    expect(idle.totalMs).toBe(2000 + 2 * 1000);
    expect(idle.seenByBrokerMs).toBe(0);
    expect(idle.byWorker).toEqual({
      w1: [{ fromMs: 2000, toMs: 3000 }],
      w2: [{ fromMs: 0, toMs: 3000 }],
    });
  });

  it("counts no more idle workers than tasks that wait, and gives it to the first of them", () => {
    const idle = idleIn("A.queue p\nA.w1 .\nA.w2 .", 5000);
    expect(idle).toMatchObject({ totalMs: 5000, seenByBrokerMs: 5000 });
    expect(idle.byWorker).toEqual({ w1: [{ fromMs: 0, toMs: 5000 }], w2: [] });
  });

  it("counts nobody while nothing waits", () => {
    expect(idleIn("A.queue p . . . .\nA.w1 rs . . d\nA.w2 .", 4000).totalMs).toBe(0);
  });

  it("does not count a worker before it came or after it went", () => {
    const idle = idleIn("A.queue p . . . .\nA.w1 . j . k", 4000);
    expect(idle.byWorker).toEqual({ w1: [{ fromMs: 1000, toMs: 3000 }] });
  });

  it("lets a task wait again once its worker has died", () => {
    const idle = idleIn(
      `
      A.queue p  . . .
      A.w1    rs . k .
      A.w2    .  . . .
    `,
      3000,
    );
    expect(idle.byWorker["w2"]).toEqual([{ fromMs: 2000, toMs: 3000 }]);
  });

  it("does not count a worker while it is paused or hung: it is not there to idle", () => {
    const idle = idleIn("A.queue p . . . . .\nA.w1 r . z . u .", 5000);
    expect(idle.byWorker).toEqual({
      w1: [
        { fromMs: 0, toMs: 2000 },
        { fromMs: 4000, toMs: 5000 },
      ],
    });
  });
});
