import { moment } from "../kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { idleWhileWorkWaits } from "./idle-while-work-waits.ts";

function idleIn(drawing: string, toMs: number, strategy = EAGER) {
  const [arm] = project(runStateProjection, drawLog(drawing, { strategies: { A: strategy } })).arms;
  if (!arm) throw new Error("no arm");
  const idle = idleWhileWorkWaits(arm, { fromMs: moment(0), toMs: moment(toMs) }, arm.strategy);
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
    expect(idle.whileReadyMs).toBe(0);
    expect(idle.byWorker).toEqual({
      w1: [{ fromMs: 2000, toMs: 3000 }],
      w2: [{ fromMs: 0, toMs: 3000 }],
    });
  });

  it("counts no more idle workers than tasks that wait, and gives it to the first of them", () => {
    const idle = idleIn("A.queue p\nA.w1 .\nA.w2 .", 5000);
    expect(idle).toMatchObject({ totalMs: 5000, whileReadyMs: 5000 });
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

  it("is on the wire while a message is ready and the idle worker may have it, else held back", () => {
    const acked = "A.queue pp . .\nA.w1 rs d .\nA.w2 z . .";
    expect(idleIn(acked, 2000, WAIT_FOR_ACK)).toMatchObject({ onWireMs: 1000, heldBackMs: 0 });
    const unacked = "A.queue pp . .\nA.w1 rs f .\nA.w2 z . .";
    expect(idleIn(unacked, 2000, WAIT_FOR_ACK)).toMatchObject({ onWireMs: 0, heldBackMs: 1000 });
    const hoarded = "A.queue ppp . .\nA.w1 rrrs . .\nA.w2 . . .";
    expect(idleIn(hoarded, 2000)).toMatchObject({ onWireMs: 0, heldBackMs: 2000 });
  });

  describe("what a broker could see", () => {
    const hoarded = "A.queue ppp . .\nA.w1 rrrs . .\nA.w2 . . .";

    it("is a consumer with nothing unacked while another has more than it can be working on", () => {
      expect(idleIn(hoarded, 2000).brokerCouldSeeMs).toBe(2000);
      expect(idleIn("A.queue p . .\nA.w1 rs . .\nA.w2 . . .", 2000).brokerCouldSeeMs).toBe(0);
    });

    it("is no more than what waits, ready or unacked", () => {
      const three = "A.queue ppp . .\nA.w1 rrs . .\nA.w2 . . .\nA.w3 . . .\nA.w4 . . .";
      expect(idleIn(three, 2000).brokerCouldSeeMs).toBe(4000);
    });

    it("is a worker that hangs with nothing, too: for the broker it is there", () => {
      expect(idleIn("A.queue pp . .\nA.w1 rrs . .\nA.w2 h . .", 2000)).toMatchObject({
        totalMs: 0,
        brokerCouldSeeMs: 2000,
      });
    });

    it("is nothing under auto ack", () => {
      expect(idleIn(hoarded, 2000, { ...EAGER, ack: "auto" })).toMatchObject({
        totalMs: 4000 - 2000,
        brokerCouldSeeMs: 0,
      });
    });
  });
});
