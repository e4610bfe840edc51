import { connect } from "node:net";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { startBroker } from "#broker";
import { eventually } from "#broker/testing/eventually.ts";
import { openWire } from "#broker/testing/wire-client.ts";
import { Strangers } from "./strangers.ts";

function someone(gone: string[], name: string, isKnown = false) {
  return { isKnown, destroy: () => gone.push(name) };
}

it("LI2: whoever has waited longest makes room, and nobody who is known", () => {
  const gone: string[] = [];
  const strangers = new Strangers(3);
  const second = someone(gone, "second");
  strangers.add(someone(gone, "known", true));
  strangers.add(someone(gone, "first"));
  strangers.add(second);
  strangers.add(someone(gone, "third"));
  expect(gone).toEqual([]);
  strangers.add(someone(gone, "fourth"));
  expect(gone).toEqual(["first"]);
  strangers.remove(second);
  strangers.add(someone(gone, "fifth"));
  expect(gone).toEqual(["first"]);
});

it("LI1, LI2: a thousand who only connect keep nobody out, and throw nobody out", async () => {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const before = await openWire(broker.url);
  let reset = 0;
  const crowd = Array.from({ length: 1_000 }, () => {
    const socket = connect(broker.port, "127.0.0.1");
    socket.on("error", () => reset++);
    return socket;
  });
  onTestFinished(() => {
    for (const socket of crowd) socket.destroy();
  });
  await Promise.all(crowd.map((socket) => once(socket, "connect").catch(() => undefined)));
  await eventually(() => {
    expect(reset).toBe(500);
  });
  const after = await openWire(broker.url);
  for (const wire of [before, after]) {
    expect(await wire.call("queue.declare", { queue: "q" })).toEqual(["queue.declare-ok q 0 0"]);
  }
});
