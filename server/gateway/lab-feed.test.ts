import { moment } from "#shared/kernel/moment.ts";
import { expect, it } from "vitest";
import type { ClockReading, Tick } from "#shared/protocol/events.ts";
import type { LabId, LabState } from "#shared/protocol/lab-state.ts";
import type { Logged, RunEvent, RunId, Seq } from "#shared/run-log/run-event.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { LabFeed, type FedLab } from "./lab-feed.ts";

const STATE: LabState = {
  labId: "7F3K2M" as LabId,
  phase: "idle",
  runId: null,
  speed: 1,
  broker: { state: "connecting" },
};

function ticking() {
  const wall = fakeWallClock();
  const lab: FedLab & { reading: ClockReading } = { reading: { labMs: 0, rate: 0 }, state: STATE };
  const sent: { readonly atMs: number; readonly tick: Tick }[] = [];
  const others: unknown[] = [];
  const feed = new LabFeed(lab, wall, {
    emit: (event, said) => {
      if (event === "run:tick") sent.push({ atMs: wall.nowMs(), tick: said as Tick });
      else others.push([event, said]);
    },
  });
  let seq = 0;
  const add = (event: RunEvent) => {
    feed.onEvent({ ...event, seq: ++seq as Seq, atMs: moment(0) } satisfies Logged);
  };
  const open = (runId: string) => {
    seq = 0;
    add({
      type: "run-opened",
      formatVersion: 2,
      release: null,
      runId: runId as RunId,
      scenario: defaultScenario,
      broker: { kind: "embedded", product: "Dispatch Lab", version: "0" },
    });
  };
  const note = () => {
    add({ type: "noted", text: "x" });
  };
  const seqs = () => sent.map(({ tick }) => tick.events.map((event) => event.seq));
  return { wall, lab, sent, others, feed, open, note, seqs };
}

it("sends what comes together in one tick, and the next not before 50 ms", () => {
  const { wall, open, note, seqs, sent } = ticking();
  open("r1");
  note();
  wall.advance(1);
  note();
  wall.advance(10);
  note();
  wall.advance(100);
  expect(seqs()).toEqual([[1, 2, 3], [4]]);
  expect(sent.map(({ atMs }) => atMs)).toEqual([4, 54]);
});

it("says what time it is every 190 ms while time runs, and then no more", () => {
  const { wall, lab, open, sent } = ticking();
  open("r1");
  lab.reading = { labMs: 0, rate: 2 };
  wall.advance(400);
  lab.reading = { labMs: 900, rate: 0 };
  wall.advance(1000);
  expect(sent.map(({ atMs, tick }) => [atMs, tick.clock.rate])).toEqual([
    [4, 2],
    [194, 2],
    [384, 2],
    [574, 0],
  ]);
});

it("lets events go at once after a mere reading of the clock", () => {
  const { wall, lab, open, note, sent } = ticking();
  lab.reading = { labMs: 0, rate: 1 };
  open("r1");
  wall.advance(195);
  note();
  wall.advance(20);
  expect(sent.map(({ atMs, tick }) => [atMs, tick.events.length])).toEqual([
    [4, 1],
    [194, 0],
    [199, 1],
  ]);
});

it("ends the old run's log before it begins the new one's", () => {
  const { wall, open, note, sent } = ticking();
  open("r1");
  wall.advance(10);
  note();
  open("r2");
  wall.advance(100);
  expect(sent.map(({ tick }) => [tick.runId, tick.events.length])).toEqual([
    ["r1", 1],
    ["r1", 1],
    ["r2", 1],
  ]);
});

it("has nothing to say before there was a run", () => {
  const { wall, feed, sent } = ticking();
  feed.onState();
  wall.advance(1000);
  expect(sent).toEqual([]);
});

it("sends what is pending before the state it led to, and edits as they come", () => {
  const { feed, open, sent, others } = ticking();
  open("r1");
  feed.onState();
  expect(sent).toHaveLength(1);
  const edit = { version: 1, command: { type: "push-task", text: "a." }, id: null } as const;
  feed.onEdit(edit);
  expect(others).toEqual([
    ["lab:state", STATE],
    ["lab:edited", edit],
  ]);
});

it("tells of a class that comes at once in a few sums", () => {
  const { wall, feed, others } = ticking();
  for (let people = 1; people <= 500; people++) feed.onPeople(people);
  wall.advance(100);
  feed.onPeople(499);
  wall.advance(100);
  expect(others).toEqual([
    ["lab:people", 500],
    ["lab:people", 499],
  ]);
});
