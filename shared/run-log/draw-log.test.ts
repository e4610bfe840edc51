import { describe, expect, it } from "vitest";
import { EAGER } from "../scenario/default-scenario.ts";
import { drawLog } from "./draw-log.ts";

const told = (drawing: string, options?: Parameters<typeof drawLog>[1]) =>
  drawLog(drawing, options)
    .filter(({ type }) => type !== "run-opened" && type !== "worker-joined")
    .map((event) => `${event.atMs} ${event.type}${"task" in event ? ` ${event.task}` : ""}`);

describe("drawLog", () => {
  it("opens the run and lets the workers of every lane join first", () => {
    const log = drawLog(`
      A.queue 2
      A.w1    .
      B.queue 2
    `);
    expect(log.map(({ type }) => type)).toEqual([
      "run-opened",
      "worker-joined",
      "published",
      "published",
    ]);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it("reads a column a second, a cell letter by letter", () => {
    const log = told(`
      A.queue 12 .  .
      A.w1    rs r  d
    `);
    expect(log).toEqual([
      "0 published 1",
      "0 published 2",
      "0 received 1",
      "0 started 1",
      "1000 received 2",
      "2000 finished 1",
      "2000 acked 1",
    ]);
  });

  it("gives a task back at its place when its worker is killed", () => {
    const log = drawLog(
      `
      A.queue ppp . . .
      A.w1    .   r k .
      A.w2    .   . . rrr
    `,
      { tickMs: 10 },
    );
    expect(log.slice(-3)).toMatchObject([
      { atMs: 30, task: 1, attempt: 2, redelivered: true },
      { task: 2, attempt: 1, redelivered: false },
      { task: 3 },
    ]);
  });

  it("writes no ack under auto-ack", () => {
    const drawing = `
      A.queue p . . .
      A.w1    . r s d
    `;
    const log = told(drawing, { strategies: { A: { ...EAGER, ack: "auto" } } });
    expect(log.at(-1)).toBe("3000 finished 1");
  });

  it("refuses a lane that acts on a task it cannot have", () => {
    expect(() => drawLog("A.w1 r")).toThrow("Lane w1 has no task to act on");
    expect(() => drawLog("A.queue ?")).toThrow("means nothing");
  });
});
