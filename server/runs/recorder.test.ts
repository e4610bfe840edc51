import { expect, it } from "vitest";
import type { Logged, RunEvent, RunId, Seq } from "#shared/run-log/run-event.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { Recorder, type LogObserver } from "./recorder.ts";

const opened = (): RunEvent => ({
  type: "run-opened",
  formatVersion: 2,
  release: null,
  runId: "r1" as RunId,
  scenario: defaultScenario,
  broker: { kind: "embedded", product: "Dispatch Lab", version: "0" },
});

function recording() {
  const clock = { nowMs: 0 };
  const told: Logged[] = [];
  const recorder = new Recorder(
    () => clock.nowMs,
    [{ onEvent: (event) => told.push(event) }],
    () => undefined,
  );
  recorder.show();
  return { clock, told, recorder };
}

it("numbers events from 1 and stamps them to a thousandth of a lab millisecond", () => {
  const { clock, told, recorder } = recording();
  recorder.report(opened());
  clock.nowMs = 12.345_678;
  recorder.report({ type: "noted", text: "here" });
  expect(told.map(({ seq, atMs }) => [seq, atMs])).toEqual([
    [1, 0],
    [2, 12.346],
  ]);
  expect(recorder.log).toEqual(told);
  expect(recorder.state.notes).toEqual([{ atMs: 12.346, text: "here" }]);
});

it("never stamps an event before the one ahead of it", () => {
  const { clock, recorder } = recording();
  recorder.report(opened());
  clock.nowMs = 10.0006;
  recorder.report({ type: "noted", text: "a" });
  clock.nowMs = 10.0001;
  recorder.report({ type: "noted", text: "b" });
  expect(recorder.log.map(({ atMs }) => atMs)).toEqual([0, 10.001, 10.001]);
});

it("leaves out what trickles in after the run closed", () => {
  const { recorder } = recording();
  recorder.report(opened());
  recorder.report({ type: "run-closed", outcome: "stopped", mismatches: [] });
  recorder.report({ type: "noted", text: "too late" });
  expect(recorder.log.map(({ type }) => type)).toEqual(["run-opened", "run-closed"]);
});

it("gives the log after a place in it", () => {
  const { recorder } = recording();
  recorder.report(opened());
  recorder.report({ type: "noted", text: "a" });
  recorder.report({ type: "noted", text: "b" });
  expect(recorder.since(1 as Seq).map(({ seq }) => seq)).toEqual([2, 3]);
  expect(recorder.since(0)).toHaveLength(3);
});

it("tells whoever observes by then, in order, and then the run", () => {
  const told: string[] = [];
  const observers = new Set<LogObserver>([{ onEvent: () => told.push("store") }]);
  const recorder = new Recorder(
    () => 0,
    observers,
    () => told.push("run"),
  );
  recorder.show();
  recorder.report(opened());
  observers.add({ onEvent: () => told.push("feed") });
  observers.add({});
  recorder.report({ type: "noted", text: "a" });
  expect(told).toEqual(["store", "run", "store", "feed", "run"]);
});

it("keeps what happens to itself until it is shown, and then tells it all", () => {
  const told: number[] = [];
  const recorder = new Recorder(
    () => 0,
    [{ onEvent: ({ seq }) => told.push(seq) }],
    () => undefined,
  );
  recorder.report(opened());
  recorder.report({ type: "noted", text: "a" });
  expect([recorder.count, told]).toEqual([2, []]);
  recorder.show();
  recorder.report({ type: "noted", text: "b" });
  expect(told).toEqual([1, 2, 3]);
});
