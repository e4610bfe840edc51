import { moment } from "#shared/kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { messagesIn } from "#shared/messages/messages.ts";
import { project } from "#shared/kernel/projection.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import type { Logged, RunEvent, Seq } from "#shared/run-log/run-event.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { incidentFlags } from "#components/stage/ruler/incident-flags.ts";
import { brokerSentence, workerSentence } from "./incident-sentence.ts";
import { incidentsIn } from "#components/stage/arena/arena-incident.ts";

const en = messagesIn("en");
const zh = messagesIn("zh");

function runOf(drawing: string) {
  return project(runStateProjection, drawLog(drawing));
}

function sentences(drawing: string, messages = en) {
  const run = runOf(drawing);
  const [arm] = run.arms;
  if (!arm) throw new Error("no arm");
  return incidentsIn(run, arm.arm)
    .map((incident) => workerSentence(messages, arm, incident))
    .filter((text) => text !== null);
}

describe("incidentFlags", () => {
  const flags = (drawing: string) =>
    incidentFlags(en, runOf(drawing)).map(({ atMs, text }) => `${atMs / 1000} ${text}`);

  it("names what was done to whom, once where it hit every arena", () => {
    expect(flags("A.queue p\nA.w1 rs z . u k\nB.w1 . z . u k")).toEqual([
      "1 pause w1",
      "3 resume w1",
      "4 kill w1",
    ]);
  });

  it("says nothing of workers that go home when all is done", () => {
    expect(flags("A.queue p .\nA.w1 rs d l")).toEqual([]);
  });

  it("tells of one that is sent away while others work", () => {
    expect(flags("A.queue p . . .\nA.w1 . . l .\nA.w2 rs . . .")).toEqual(["2 stop w1"]);
  });
});

describe("what happens to the broker and to a queue", () => {
  const after = (...events: readonly RunEvent[]) => {
    const log = drawLog("A.queue p .\nA.w1 rs .");
    const rest = events.map((event, i): Logged => ({
      ...event,
      seq: (log.length + i + 1) as Seq,
      atMs: moment(1500),
    }));
    return project(runStateProjection, [...log, ...rest]);
  };
  const LEFT: RunEvent = {
    type: "worker-left",
    arm: "A",
    worker: "w1" as WorkerId,
    how: "broker-lost",
  };
  const BACK: RunEvent = { type: "worker-joined", arm: "A", worker: "w1" as WorkerId, speed: 1 };

  it("tells of a worker that is cut off from a broker that is there, and back", () => {
    const run = after(LEFT, BACK);
    expect(incidentFlags(en, run).map(({ text }) => text)).toEqual(["w1 cut off", "w1 back"]);
    const away = after(LEFT).arms[0]!;
    const [incident] = incidentsIn(run, "A");
    expect(workerSentence(en, away, incident!)).toBe(
      "w1 was cut off from the broker at 1.5 s; 1 task returned to the queue. It comes back by itself.",
    );
    expect(workerSentence(zh, away, incident!)).toContain("w1 在 1.5 秒与代理断线");
    expect(workerSentence(en, run.arms[0]!, incident!)).toBe(
      "w1 was cut off from the broker at 1.5 s; 1 task returned to the queue.",
    );
  });

  it("promises no worker back that hung: it would not", () => {
    const run = after(
      { type: "worker-hung", arm: "A", worker: "w1" as WorkerId, heartbeats: true },
      LEFT,
    );
    const left = incidentsIn(run, "A").find(({ type }) => type === "worker-left");
    expect(workerSentence(en, run.arms[0]!, left!)).toBe(
      "w1 was cut off from the broker at 1.5 s; 1 task returned to the queue.",
    );
  });

  it("promises no worker back while its queue is gone", () => {
    const run = after({ type: "queue-deleted", arm: "A", queue: "dispatch-lab.A" }, LEFT);
    expect(incidentFlags(en, run).map(({ text }) => text)).toEqual(["queue deleted"]);
    const [incident] = incidentsIn(run, "A");
    for (const [messages, promise] of [
      [en, "comes back"],
      [zh, "回来"],
    ] as const) {
      expect(workerSentence(messages, run.arms[0]!, incident!)).not.toContain(promise);
    }
  });

  it("tells of the broker, not of each worker, when the broker is gone", () => {
    const run = after(LEFT, { type: "broker-stopped", reason: "gone" }, BACK);
    expect(incidentFlags(en, run).map(({ text }) => text)).toEqual(["broker away"]);
    expect(incidentsIn(run, "A").map(({ type }) => type)).toEqual(["worker-joined"]);
  });

  const ASKED: RunEvent = { type: "broker-restart-asked", kill: true };
  const failed = (reason: string | null): RunEvent => ({ type: "broker-restart-failed", reason });
  const flags = (...events: readonly RunEvent[]) =>
    incidentFlags(en, after(...events)).map(({ text }) => text);

  it("a restart that is refused is one flag, and a sentence with the reason", () => {
    expect(flags(ASKED)).toEqual(["kill broker"]);
    expect(flags(ASKED, failed(null))).toEqual(["not restarted"]);
    expect(brokerSentence(en, after(ASKED, failed(null)), "A")?.text).toBe(
      "The broker was not restarted at 1.5 s: it is not this lab's. Restart it yourself, and the lab notices.",
    );
    expect(brokerSentence(zh, after(ASKED, failed("exit code 1")), "A")?.text).toBe(
      "代理在 1.5 秒重启失败：exit code 1",
    );
  });

  it("a restart that failed on the way keeps the flag of what it did", () => {
    const gone: RunEvent = { type: "broker-stopped", reason: "gone" };
    expect(flags(ASKED, gone, failed("exit code 1"))).toEqual(["kill broker", "not restarted"]);
  });

  it("a queue's refused redeclare is a flag with the broker's code", () => {
    const refused = {
      type: "redeclare-refused",
      arm: "A",
      queue: "q",
      queueType: "classic",
      deliveryLimit: "default",
      deadLetters: "off",
      durable: true,
      channel: 1,
      replyCode: 406,
      replyText: "PRECONDITION_FAILED",
    } as const;
    expect(flags(refused)).toEqual(["406 redeclare"]);
  });
});

describe("workerSentence", () => {
  it("says what a pause and a hang mean for the tasks", () => {
    expect(sentences("A.queue ppp\nA.w1 rrs z")).toEqual([
      "w1 paused at 1.0 s. It keeps 2 tasks; nobody else can do them.",
    ]);
    expect(sentences("A.queue p\nA.w1 rs h u")).toEqual([
      "w1 hung at 1.0 s. Its heartbeats go on, so the broker leaves it its task.",
      "w1 goes on at 2.0 s where it was.",
    ]);
  });

  it("counts what a dead worker gives back", () => {
    expect(sentences("A.queue pp\nA.w1 rrs k")).toEqual([
      "w1 killed at 1.0 s. 2 unacked tasks return to the queue.",
    ]);
  });

  it("tells of work done twice, in the broker's words", () => {
    const twice = `
      A.queue 2  . .  .    . .
      A.w1    rs m .  bg   . o
      A.w2    .  . rs .    d .
    `;
    expect(sentences(twice).at(-1)).toBe(
      "w1 finished task 1 too late: w2 had it already. The broker refused its ack: 406 PRECONDITION_FAILED - unknown delivery tag 1",
    );
    expect(sentences(twice, zh)[0]).toBe(
      "w1 没有心跳，代理在 1.0 秒断开了它。1 个未确认的任务回到队列。",
    );
  });
});
