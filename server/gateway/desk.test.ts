import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { Desk } from "./desk.ts";
import { Outbox } from "./outbox.ts";

/** A socket that reads when it is told to. */
function socketAt(desk: Desk) {
  const transport = new EventEmitter();
  const connection = Object.assign(new EventEmitter(), {
    transport,
    close: () => connection.emit("close"),
  });
  let encoded = 0;
  let isGone = false;
  connection.on("close", () => (isGone = true));
  const counter = desk.counterFor(new Outbox(connection, 1e9), () => {
    connection.close();
  });
  return {
    ask: (bytes: number) =>
      counter.ask(() => {
        encoded++;
        connection.emit("packetCreate", { data: "x".repeat(bytes) });
        connection.emit("flush");
      }),
    read: () => transport.emit("drain"),
    leave: () => connection.emit("close"),
    get encoded() {
      return encoded;
    },
    get isGone() {
      return isGone;
    },
  };
}

function desk(maxBytes: number, bytesPerMs = 1e9) {
  const wall = fakeWallClock();
  const soon: (() => void)[] = [];
  const one = new Desk({ maxBytes, bytesPerMs }, { wall, soon: (callback) => soon.push(callback) });
  const settle = async () => {
    for (let next = soon.shift(); next; next = soon.shift()) {
      next();
      wall.advance(1);
      await Promise.resolve();
    }
  };
  return { wall, desk: one, settle };
}

it("has one log on its way to a socket, however many it asks for, and refuses what is too much", async () => {
  const { desk: one, settle } = desk(1e9);
  const greedy = socketAt(one);
  const taken = Array.from({ length: 60 }, () => greedy.ask(1000)).filter(Boolean).length;
  await settle();
  expect([taken, greedy.encoded]).toEqual([3, 1]);
  greedy.read();
  await settle();
  expect(greedy.encoded).toBe(2);
  greedy.read();
  await settle();
  // All is served; what is asked for now waits until that is read.
  greedy.ask(1000);
  await settle();
  expect(greedy.encoded).toBe(3);
  greedy.read();
  await settle();
  expect(greedy.encoded).toBe(4);
});

it("has so many bytes on their way to all, and serves who waits longest", async () => {
  const { desk: one, settle } = desk(2500);
  const sockets = Array.from({ length: 5 }, () => socketAt(one));
  for (const socket of sockets) socket.ask(1000);
  await settle();
  expect(sockets.map(({ encoded }) => encoded)).toEqual([1, 1, 1, 0, 0]);
  sockets[1]!.read();
  await settle();
  expect(sockets.map(({ encoded }) => encoded)).toEqual([1, 1, 1, 1, 0]);
});

it("is no faster than its line, so that others are not held up", async () => {
  const { wall, desk: one, settle } = desk(1e9, 10);
  const sockets = Array.from({ length: 5 }, () => socketAt(one));
  for (const socket of sockets) socket.ask(1000);
  const encoded = async () => {
    await settle();
    return sockets.filter((socket) => socket.encoded > 0).length;
  };
  expect(await encoded()).toBe(1);
  wall.advance(100);
  expect(await encoded()).toBe(2);
  wall.advance(90);
  expect(await encoded()).toBe(2);
});

it("makes nothing ready for a socket that is gone", async () => {
  const { desk: one, settle } = desk(1e9);
  const socket = socketAt(one);
  socket.ask(1000);
  socket.ask(1000);
  socket.leave();
  await settle();
  expect(socket.encoded).toBe(0);
});

it("gives up a socket that does not read: what it holds is others'", async () => {
  const { wall, desk: one, settle } = desk(1000);
  const [sleeper, other] = [socketAt(one), socketAt(one)];
  sleeper.ask(1000);
  other.ask(1000);
  await settle();
  expect([sleeper.encoded, other.encoded]).toEqual([1, 0]);
  wall.advance(30_000);
  await settle();
  expect([sleeper.isGone, other.encoded]).toEqual([true, 1]);
  // One that has read stays.
  other.read();
  wall.advance(30_000);
  expect(other.isGone).toBe(false);
});
