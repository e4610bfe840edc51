import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { limitIntake } from "./intake.ts";

function connection() {
  const wall = fakeWallClock();
  let closed = 0;
  const one = Object.assign(new EventEmitter(), { close: () => closed++ });
  const bytes = { burst: 1000, perSecond: 100 };
  limitIntake(one, { bytes, packets: { burst: 3, perSecond: 1 } }, () => wall.nowMs());
  /** @returns what engine.io takes the packet for. */
  const send = (length: number, type = "message") => {
    const packet = { type, data: "x".repeat(length) };
    one.emit("packet", packet);
    return packet.type;
  };
  return { wall, send, closed: () => closed };
}

it("leaves unread what comes too fast, and reads on when it is slower", () => {
  const { wall, send, closed } = connection();
  expect([1, 2, 3, 4].map(() => send(1))).toEqual(["message", "message", "message", "noop"]);
  expect(send(1, "pong")).toBe("pong");
  wall.advance(1000);
  expect([send(1), closed()]).toEqual(["message", 0]);
});

it("ends what sends more than it may, and reads nothing of it", () => {
  const { send, closed } = connection();
  expect([send(900), send(900), closed()]).toEqual(["message", "noop", 1]);
});
