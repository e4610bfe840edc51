import { describe, expect, it } from "vitest";
import type { LabId } from "#shared/protocol/lab-state.ts";
import type { RunId } from "#shared/run-log/run-event.ts";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { BrokerHouse } from "../broker/broker-house.ts";
import { PackedCache } from "./packed-cache.ts";
import { memoryLabStore } from "./lab-store.ts";
import { LabRegistry } from "./lab-registry.ts";

const MINUTE = 60_000;

function registry({ maxLabs = 3 } = {}) {
  const wall = fakeWallClock();
  const brokers = new BrokerHouse(
    { amqpUrl: "amqp://127.0.0.1:1", restartExternal: null, maxLabBrokers: 1 },
    { wall, startEmbedded: () => Promise.reject(new Error("not in this test")) },
  );
  let opened = 0;
  const labs = new LabRegistry(
    { maxLabs, idleMs: 10 * MINUTE },
    {
      wall,
      brokers,
      store: memoryLabStore(),
      packed: new PackedCache(0),
      // Says every name twice, as chance may.
      newLabId: () => `LAB${String(Math.floor(opened++ / 2)).padStart(3, "0")}` as LabId,
      newRunId: () => "r" as RunId,
    },
  );
  const open = async (token = "t") => {
    const lab = await labs.open(token);
    return lab.ok ? lab.value.labId : null;
  };
  return { wall, labs, open };
}

describe("a lab", () => {
  it("has a name of its own, and the host who opened it", async () => {
    const { labs, open } = registry();
    const [one, other] = [(await open("ann"))!, (await open("bob"))!];
    expect(one).not.toBe(other);
    const roles = ["ann", "bob", undefined].map((token) => labs.rolesOf(one, token));
    expect(roles).toEqual([["host", "viewer"], ["viewer"], ["viewer"]]);
  });

  it("is closed when nobody has watched it for long, and not while somebody does", async () => {
    const { wall, labs, open } = registry();
    const [unwatched, watched] = [(await open())!, (await open())!];
    labs.setPeople(watched, 1);
    wall.advance(9 * MINUTE);
    expect(labs.get(unwatched)).toBeDefined();
    wall.advance(2 * MINUTE);
    expect(labs.get(unwatched)).toBeUndefined();
    wall.advance(60 * MINUTE);
    expect(labs.get(watched)).toBeDefined();
    labs.setPeople(watched, 0);
    wall.advance(11 * MINUTE);
    expect(labs.get(watched)).toBeUndefined();
  });
});

describe("a full house", () => {
  it("closes the lab longest unwatched to make room", async () => {
    const { wall, labs, open } = registry({ maxLabs: 2 });
    const first = (await open())!;
    wall.advance(1000);
    const second = (await open())!;
    const third = (await open())!;
    expect([first, second, third].map((id) => labs.get(id) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("closes none that was just left: who was in it may come back", async () => {
    const { wall, labs, open } = registry({ maxLabs: 1 });
    const left = (await open())!;
    labs.setPeople(left, 1);
    labs.setPeople(left, 0);
    wall.advance(MINUTE);
    expect([await open(), labs.get(left) !== undefined]).toEqual([null, true]);
    wall.advance(2 * MINUTE);
    const before = labs.get(left);
    expect(await open()).not.toBeNull();
    expect(labs.get(left)).not.toBe(before);
  });

  it("is never overfull, though several are opened at the same moment", async () => {
    const { labs, open } = registry({ maxLabs: 2 });
    const ids = [await open(), await open(), ...(await Promise.all([open(), open(), open()]))];
    expect(ids.filter((id) => id !== null && labs.get(id)).length).toBe(2);
  });

  it("says so when every lab is watched", async () => {
    const { labs, open } = registry({ maxLabs: 1 });
    labs.setPeople((await open())!, 1);
    expect(await labs.open("t")).toEqual({ ok: false, error: { max: 1 } });
  });
});
