import { describe, expect, it } from "vitest";
import type { LabId } from "#shared/protocol/lab-state.ts";
import type { RunId } from "#shared/run-log/run-event.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { BrokerHouse } from "../broker/broker-house.ts";
import { PackedCache } from "./packed-cache.ts";
import { memoryLabStore } from "./lab-store.ts";
import { Lab } from "./lab.ts";

/** A lab on a broker that is not there. */
function lab(): Lab {
  const labId = "7F3K2M" as LabId;
  const wall = fakeWallClock();
  const store = memoryLabStore();
  store.open(labId, defaultScenario);
  const brokers = new BrokerHouse(
    { amqpUrl: "amqp://127.0.0.1:1", restartExternal: null, maxLabBrokers: 1 },
    { wall, startEmbedded: () => Promise.reject(new Error("not in this test")) },
  );
  return new Lab(labId, {
    wall,
    broker: brokers.forLab(),
    store,
    packed: new PackedCache(0),
    newRunId: () => "r" as RunId,
  });
}

describe("a lab", () => {
  it("tells everybody who observes it, for as long as they do", async () => {
    const one = lab();
    const told: string[] = [];
    const stop = one.observe({ onEdit: ({ version }) => told.push(`gateway ${version}`) });
    one.observe({ onEdit: ({ version, id }) => told.push(`recorder ${version} ${id}`) });
    await one.execute({ type: "push-task", text: "a." }, "t.1");
    stop();
    await one.execute({ type: "push-task", text: "b." });
    expect(told).toEqual(["gateway 1", "recorder 1 t.1", "recorder 2 null"]);
  });

  it("tells of what has changed alone", async () => {
    const one = lab();
    const told: string[] = [];
    one.observe({ onEdit: () => told.push("edit"), onState: () => told.push("state") });
    await one.execute({ type: "set-speed", speed: 4 });
    await one.execute({ type: "push-task", text: "a." });
    await one.execute({ type: "remove-task", index: 3, text: "not there." });
    expect(told).toEqual(["state", "edit"]);
  });

  it("refuses to replace a plan nobody has seen, and what only a run can do", async () => {
    const one = lab();
    await one.execute({ type: "push-task", text: "a." });
    const scenario = presets.tutorial;
    expect(await one.execute({ type: "set-scenario", scenario, base: 0 })).toMatchObject({
      error: { code: "stale-plan" },
    });
    expect(await one.execute({ type: "pause" })).toMatchObject({ error: { code: "no-run" } });
    expect(one.plan.version).toBe(1);
  });
});
