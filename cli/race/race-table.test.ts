import { expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { presets } from "#shared/scenario/presets.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { progressLine } from "./progress-line.ts";
import { raceResult } from "./race-result.ts";
import { raceTable } from "./race-table.ts";

const { cli } = terminalMessagesIn("en");
const stateOf = (preset: keyof typeof presets, untilMs?: number) =>
  project(runStateProjection, raceLog(presets[preset], untilMs === undefined ? {} : { untilMs }));

it("sums up the default race", () => {
  const { arms, broker } = raceResult(stateOf("odd-heavy"));
  expect(broker).toEqual({ kind: "embedded", product: "RabbitMQ", version: "0" });
  expect(arms[0]).toMatchObject({
    id: "A",
    strategy: {
      prefetch: "unlimited",
      ack: "manual",
      durable: true,
      persistent: true,
      confirms: true,
    },
    finishMs: 24_000,
    lowerBoundMs: 15_000,
    optimumMs: null,
    idleWhileWorkWaitsMs: 14_000,
    onWireMs: 0,
    brokerDelayMs: 0,
    busyMs: 30_000,
    fairnessByMessages: 1,
    fairnessByWork: 0.735,
    ledger: {
      published: 12,
      ready: 0,
      held: 0,
      running: 0,
      done: 12,
      lost: 0,
      returned: 0,
      redelivered: 0,
      duplicates: 0,
    },
    budget: { totalMs: 48_000, busyMs: 30_000, idleWhileWorkWaitsMs: 14_000, downMs: 0 },
    wait: { count: 12, meanMs: expect.any(Number) as number },
    workers: [
      { worker: "w1", messages: 6, busyMs: 24_000, utilisation: 1 },
      { worker: "w2", messages: 6, busyMs: 6000 },
    ],
    byWorker: { w1: [1, 3, 5, 7, 9, 11], w2: [2, 4, 6, 8, 10, 12] },
  });
});

it("draws a column for each arm", () => {
  const lines = raceTable(cli, raceResult(stateOf("odd-heavy"))).split("\n");
  expect(lines).toContain("Finish                 24.00 s              15.00 s");
  expect(lines).toContain("Idle while work waits  14.00 s              0.00 s");
  expect(lines).toContain("Longest wait           20.00 s              14.00 s");
  expect(lines).toContain("Tasks of w1            1 3 5 7 9 11         1 4 6 7 9 12");
});

it("tells the best possible where there are few enough tasks to know it", () => {
  const result = raceResult(stateOf("tutorial"));
  expect(result.arms.map(({ optimumMs }) => optimumMs)).toEqual([8000, 8000]);
  expect(raceTable(cli, result)).toMatch(/Best possible +8\.00 s/);
  expect(raceTable(cli, raceResult(stateOf("odd-heavy")))).not.toContain("Best possible");
});

it("says how many are done when there is no finish", () => {
  const table = raceTable(cli, raceResult(stateOf("kill-a-worker")));
  expect(table).toContain("8 of 12 done");
  expect(table).toContain("8 done, 4 lost");
});

it("says how many were somebody else's", () => {
  const { arms, ...rest } = raceResult(stateOf("odd-heavy"));
  const [a, b] = arms;
  const visited = { ...a!, ledger: { ...a!.ledger, published: 13, done: 13, outside: 1 } };
  const table = raceTable(cli, { ...rest, arms: [visited, b!] });
  expect(table).toContain("13 done, 1 from outside: not the same tasks  12 done");
});

it("keeps columns straight in Chinese, whose characters are two wide", () => {
  const table = raceTable(terminalMessagesIn("zh").cli, raceResult(stateOf("odd-heavy")));
  expect(table).toContain("完成时间              24.00 s ");
});

it("tells how far each arm is", () => {
  expect(progressLine(cli, stateOf("odd-heavy", 9000), 9000)).toBe(
    "\r\u001B[K9.0 s  A 8/12  B 6/12",
  );
});

it("says of a race that was cut short who has held a message unacked longest", () => {
  const result = raceResult(stateOf("odd-heavy", 4_000));
  expect(result.arms.map(({ workers }) => workers.map((one) => one.oldestHeldMs))).toEqual([
    [4_000, 4_000],
    [0, 3_000],
  ]);
  expect(raceTable(cli, result)).toMatch(/Held unacked longest\s+w1, 4.00 s\s+w2, 3.00 s/);
  expect(raceTable(cli, raceResult(stateOf("odd-heavy")))).not.toContain("unacked longest");
});
