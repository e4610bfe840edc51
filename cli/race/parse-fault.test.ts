import { expect, it } from "vitest";
import { parseFault } from "./parse-fault.ts";

it.each([
  ["kill w1 9", { worker: "w1", action: { type: "kill" }, atMs: 9000 }],
  ["speed w2 0.5 3", { worker: "w2", action: { type: "set-speed", speed: 0.5 }, atMs: 3000 }],
  ["hang-silent w1 1.5", { action: { type: "hang", heartbeats: false }, atMs: 1500 }],
  ["nack-drop w1 2", { action: { type: "nack", requeue: false } }],
  ["restart-broker 5", { type: "restart-broker", kill: false, atMs: 5000 }],
  ["  kill-broker   5 ", { type: "restart-broker", kill: true }],
])("reads %j", (text, fault) => {
  expect(parseFault(text)).toMatchObject({ type: "fault", fault });
});

it("reads who joins when", () => {
  expect(parseFault("join w3 4")).toEqual({ type: "join", worker: "w3", atMs: 4000 });
});

it.each([
  "",
  "kill",
  "kill w1",
  "kill 9",
  "kill w0 9",
  "kill w1 -1",
  "kill w1 9 9",
  "explode w1 9",
  "constructor w1 9",
  "speed w1 3",
  "speed w1 0 3",
  "speed w1 11 3",
  "join w3 2 4",
  "restart-broker",
  "restart-broker w1 5",
  "kill w1 3601",
])("refuses %j", (text) => {
  expect(parseFault(text)).toBeNull();
});
