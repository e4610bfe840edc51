import { describe, expect, it } from "vitest";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { PROTOCOL_VERSION } from "#shared/protocol/events.ts";
import { labCommandSchema } from "../labs/commands.ts";
import { refusalOf } from "./refusal-of.ts";
import { isOldPage, joinRequestSchema, logSinceSchema } from "./requests.ts";

const W1_OF_A = { arm: "A", worker: "w1" };
const ON_W1 = { type: "act-on-worker", ...W1_OF_A };

function refused(command: unknown) {
  const parsed = labCommandSchema.safeParse(command);
  return parsed.error ? refusalOf(parsed.error) : undefined;
}

describe("labCommandSchema", () => {
  it.each([
    { type: "run" },
    { type: "set-scenario", scenario: defaultScenario },
    { type: "push-task", text: "first msg..." },
    { type: "set-speed", speed: 20 },
    { type: "set-strategy", arm: "B", strategy: defaultScenario.arms[0]?.strategy },
    { type: "set-strategy", arm: "B", strategy: { durable: false } },
    { type: "add-worker", arm: "A", worker: "Ann.2_x-y" },
    { type: "publish-astray", arm: "A", text: "hello", mandatory: true },
    { type: "note", text: "look here" },
    { type: "publish-burst", arms: ["A", "B"], count: 20_000, kill: true },
    { type: "restart-broker", kill: true },
  ])("accepts $type", (command) => {
    expect(labCommandSchema.parse(command)).toEqual(command);
  });

  it.each<WorkerAction>([
    { type: "kill" },
    { type: "stop" },
    { type: "pause" },
    { type: "hang", heartbeats: false },
    { type: "resume" },
    { type: "set-speed", speed: 0.25 },
    { type: "set-acking", acking: false },
    { type: "nack", requeue: true },
    { type: "reject", requeue: false },
    { type: "restart" },
  ])("accepts $type, by command and as a fault", (action) => {
    const command = { type: "act-on-worker", arm: "A", worker: "w1", action };
    expect(labCommandSchema.parse(command)).toEqual(command);
    const faults = [{ type: "act-on-worker", worker: "w1", action, atMs: 9000 }];
    const planned = { type: "set-scenario", scenario: { ...defaultScenario, faults } };
    expect(labCommandSchema.parse(planned)).toEqual(planned);
  });

  it.each<[unknown, string, string]>([
    [{ ...ON_W1, action: { type: "explode" } }, "action.type", "malformed"],
    [{ ...ON_W1, action: { type: "hang" } }, "action.heartbeats", "expected:boolean"],
    [{ ...ON_W1, action: { type: "kill", now: true } }, "action", "unknown-field:now"],
    [{ ...ON_W1, action: { type: "set-speed", speed: 11 } }, "action.speed", "at-most:10"],
    [{ type: "publish-burst", arms: ["A"], count: 20_001, kill: true }, "count", "at-most:20000"],
    [{ type: "publish-burst", arms: [], count: 1, kill: true }, "arms", "at-least:1"],
    [{ type: "restart-broker" }, "kill", "expected:boolean"],
    [null, "", "expected:object"],
    ["run", "", "expected:object"],
    [{ type: "format-disk" }, "type", "malformed"],
    [{ type: "run", now: true }, "", "unknown-field:now"],
    [{ type: "push-task", text: ".".repeat(61) }, "text", "too-many-dots"],
    [{ type: "push-task", text: "x".repeat(300) }, "text", "at-most:200"],
    [{ type: "push-task" }, "text", "expected:string"],
    [{ type: "add-worker", arm: "E" }, "arm", "one-of:A,B,C,D"],
    [{ type: "set-speed", speed: 3 }, "speed", "one-of:0.5,1,2,4,10,20"],
    [{ ...ON_W1, action: { type: "set-speed", speed: 0 } }, "action.speed", "at-least:0.1"],
    [{ ...ON_W1, worker: "<b>", action: { type: "kill" } }, "worker", "worker-id"],
    [{ type: "remove-worker", arm: "A", worker: "w".repeat(33) }, "worker", "at-most:32"],
    [{ ...W1_OF_A, type: "set-concurrency", concurrency: 65 }, "concurrency", "at-most:64"],
    [{ ...W1_OF_A, type: "set-concurrency", concurrency: 0 }, "concurrency", "at-least:1"],
    [{ type: "note", text: "" }, "text", "at-least:1"],
  ])("refuses %j, naming field and limit", (command, path, detail) => {
    expect(refused(command)).toEqual({ code: "invalid", path, detail });
  });

  it("names a field deep in a scenario", () => {
    const arms = [{ ...defaultScenario.arms[0], strategy: { prefetch: 70000 } }];
    expect(refused({ type: "set-scenario", scenario: { ...defaultScenario, arms } })).toEqual({
      code: "invalid",
      path: "scenario.arms.0.strategy.prefetch",
      detail: "at-most:65535",
    });
  });
});

describe("joining", () => {
  it("takes a lab's code and what the browser has already", () => {
    const request = {
      protocol: PROTOCOL_VERSION,
      labId: "7F3K2M",
      runId: null,
      afterSeq: 0,
      planVersion: null,
    };
    expect(joinRequestSchema.parse(request)).toEqual(request);
    expect(joinRequestSchema.safeParse({ ...request, labId: "../etc" }).success).toBe(false);
    expect(joinRequestSchema.safeParse({ ...request, afterSeq: -1 }).success).toBe(false);
    expect(logSinceSchema.safeParse({ runId: "r1", afterSeq: 1.5 }).success).toBe(false);
  });

  it("is for pages that speak the server's protocol, whatever else they ask", () => {
    const request = { labId: "7F3K2M", runId: null, afterSeq: 0 };
    expect(isOldPage(request)).toBe(true);
    expect(isOldPage({ ...request, protocol: PROTOCOL_VERSION - 1, more: 1 })).toBe(true);
    expect(isOldPage({ ...request, protocol: PROTOCOL_VERSION })).toBe(false);
    expect(isOldPage(null)).toBe(false);
  });
});
