import { expect, it } from "vitest";
import { moment } from "#shared/kernel/moment.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { BrokerWatch } from "./broker-watch.ts";

/** Lab time is ten times the wall's. */
function watching() {
  const wall = fakeWallClock();
  const told: RunEvent[] = [];
  const asked: ((isAnswered: boolean) => void)[] = [];
  const watch = new BrokerWatch({
    wall,
    report: (event) => told.push(event),
    labMs: () => moment(10 * wall.nowMs()),
    look: () => new Promise((resolve) => asked.push(resolve)),
  });
  watch.start();
  const answer = async (isAnswered = true) => {
    asked.shift()?.(isAnswered);
    await new Promise(setImmediate);
  };
  return { wall, told, asked, watch, answer };
}

it("asks every 600 ms, one thing after the other, and says nothing of a broker that answers", async () => {
  const { wall, told, asked, answer } = watching();
  for (let i = 0; i < 3; i++) {
    wall.advance(600);
    expect(asked).toHaveLength(1);
    wall.advance(2900);
    expect(asked).toHaveLength(1);
    await answer();
  }
  expect(told).toEqual([]);
});

it("tells 3 s later that a broker does not answer, since when, once, and when it does", async () => {
  const { wall, told, answer } = watching();
  wall.advance(600);
  wall.advance(2999);
  expect(told).toEqual([]);
  wall.advance(1);
  expect(told).toEqual([{ type: "broker-silent", sinceMs: 6000 }]);
  wall.advance(60_000);
  await answer();
  wall.advance(600);
  await answer();
  expect(told.slice(1)).toEqual([{ type: "broker-answered" }]);
});

it("leaves it to others to tell of a connection that went", async () => {
  const { wall, told, answer } = watching();
  wall.advance(4000);
  await answer(false);
  expect(told.map(({ type }) => type)).toEqual(["broker-silent"]);
});

it("puts its own stand-still down to nobody", async () => {
  const { wall, told, answer } = watching();
  wall.advance(600);
  wall.lateMs = 9000;
  wall.advance(11_800);
  wall.lateMs = 0;
  await answer();
  wall.advance(200);
  expect(told).toEqual([]);
});

it("says nothing once it is stopped", async () => {
  const { wall, told, asked, watch, answer } = watching();
  wall.advance(600);
  watch.stop();
  wall.advance(5000);
  await answer();
  wall.advance(5000);
  expect([told, asked]).toEqual([[], []]);
});
