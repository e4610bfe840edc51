import { moment } from "../kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { raceLog } from "#tests/support/race-log.ts";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import type { Logged, RunEvent, Seq } from "../run-log/run-event.ts";
import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import { messagesIn } from "../messages/messages.ts";
import { lintRun } from "./lint-run.ts";
import type { ArmState, RunState } from "./run-state.ts";
import { standstillOf, type Standstill } from "./standstill.ts";
import { remedyOf } from "./remedy-of.ts";
import { runStateProjection } from "./run-state-projection.ts";

const w1 = "w1" as WorkerId;
/** Nothing that was planned is still to come. */
const NOW = moment(10_000);
const AUTO = { strategies: { A: { ...EAGER, ack: "auto" } } } as const;
const FAIR = { strategies: { A: WAIT_FOR_ACK } } as const;

function findingsWhere(
  standsStill: (arm: ArmState, run: RunState) => Standstill | null,
  log: readonly Logged[],
  more: readonly RunEvent[],
) {
  const atMs = log.at(-1)?.atMs ?? moment(0);
  const rest = more.map((event, i) => ({ ...event, seq: (log.length + i + 1) as Seq, atMs }));
  const run = project(runStateProjection, [...log, ...rest]);
  return run.arms.flatMap((arm) => lintRun(arm, standsStill(arm, run)));
}

/** Of what is told while it goes on; nothing of an arm that stands still. */
const findings = (log: readonly Logged[], ...more: readonly RunEvent[]) =>
  findingsWhere(() => null, log, more);
const standing = (log: readonly Logged[], ...more: readonly RunEvent[]) =>
  findingsWhere((arm, run) => standstillOf(arm, run, NOW), log, more);

const hung = { type: "worker-hung", arm: "A", worker: w1, heartbeats: true } as const;

describe("a hung worker", () => {
  it("that holds tasks is told, with what would return to the queue", () => {
    const log = drawLog("A.queue pp .\nA.w1 . rr s");
    expect(findings(log)).toEqual([]);
    const facts = { worker: "w1", tasks: 2, unacked: 2, heartbeats: true };
    const told = { code: "hung-worker-holds", arm: "A", severity: "warning", facts };
    expect(findings(log, hung)).toEqual([told]);
    const [auto] = findings(drawLog("A.queue p .\nA.w1 . r s", AUTO), hung);
    expect(auto?.facts).toMatchObject({ tasks: 1, unacked: 0 });
  });

  it("is not once it holds none, goes on, or is only paused", () => {
    const log = drawLog("A.queue pp .\nA.w1 . r s");
    expect(findings(drawLog("A.queue p\nA.w1 ."), hung)).toEqual([]);
    expect(findings(log, hung, { type: "worker-resumed", arm: "A", worker: w1 })).toEqual([]);
    expect(findings(log, { type: "worker-paused", arm: "A", worker: w1 })).toEqual([]);
    expect(
      findings(log, hung, { type: "worker-left", arm: "A", worker: w1, how: "killed" }),
    ).toEqual([]);
  });
});

it("that a run can't end is said by the rule for standing still, and by nothing else", () => {
  const log = drawLog("A.queue pp .\nA.w1 . rr s");
  const facts = { why: "hung", workers: ["w1"], tasks: 2, unacked: 2 };
  const told = { code: "standing-still", arm: "A", severity: "warning", facts };
  expect(standing(log)).toEqual([]);
  expect(standing(log, hung)).toEqual([told]);
  expect(standing(log, { ...hung, heartbeats: false })).toMatchObject([
    { code: "hung-worker-holds", facts: { heartbeats: false } },
  ]);
  const left = { type: "worker-left", arm: "A", worker: w1, how: "killed" } as const;
  expect(standing(log, left)).toMatchObject([{ facts: { why: "nobody-there", workers: [] } }]);
  for (const language of ["en", "zh"] as const) {
    const { lint } = messagesIn(language);
    const said = [lint.hungAuto, lint.hungHeartbeats, lint.hungSilent].map((say) => say("w1", 2));
    expect([...said, lint.forgottenAcks(2, ["w1"])].join()).not.toMatch(/can't end|结束不了/);
  }
});

describe("forgotten acks", () => {
  const forgets = {
    type: "worker-acking-changed",
    arm: "A",
    worker: w1,
    acking: false,
  } as const;

  it("are counted once a task is done without one, and no longer when the worker is gone", () => {
    const log = drawLog("A.queue pp .\nA.w1 . rrs f");
    const facts = { unacked: 1, workers: ["w1"] };
    expect(findings(log, forgets)).toEqual([
      { code: "forgotten-acks", arm: "A", severity: "warning", facts },
    ]);
    const left = { type: "worker-left", arm: "A", worker: w1, how: "killed" } as const;
    expect(findings(log, forgets, left)).toEqual([]);
  });

  it("stay forgotten when the worker acknowledges again", () => {
    const log = drawLog("A.queue pp .\nA.w1 . rrs f");
    const again = { ...forgets, acking: true } as const;
    expect(findings(log, forgets, again)).toEqual(findings(log, forgets));
  });

  it("are none of a worker that acknowledges, or has done nothing yet", () => {
    expect(findings(drawLog("A.queue p .\nA.w1 . rs f"))).toEqual([]);
    expect(findings(drawLog("A.queue p .\nA.w1 . rs ."), forgets)).toEqual([]);
  });
});

it("a consumer that is not ours is told with ours beside it", () => {
  const log = drawLog("A.queue p\nA.w1 .\nA.w2 .");
  const seen = { type: "foreign-consumers", arm: "A", count: 1 } as const;
  expect(findings(log, seen)).toEqual([
    {
      code: "foreign-consumers",
      arm: "A",
      severity: "warning",
      facts: { foreign: 1, ours: 2 },
    },
  ]);
  expect(findings(log, seen, { ...seen, count: 0 })).toEqual([]);
});

describe("a task given back", () => {
  const times = (count: number, tickMs: number) =>
    findings(
      drawLog(`A.queue p\nA.w1 ${". rsn".repeat(count)}`.replaceAll("n.", "n ."), { tickMs }),
    );

  it("more than five times within a second is a loop", () => {
    expect(times(6, 50)).toEqual([
      { code: "requeue-loop", arm: "A", severity: "warning", facts: { task: 1, times: 6 } },
    ]);
  });

  it("five times, or slowly, is none", () => {
    expect(times(5, 50)).toEqual([]);
    expect(times(12, 400)).toEqual([]);
    // The sixth is a second after the first.
    expect(times(6, 100)).toEqual([]);
    expect(times(6, 99)).toHaveLength(1);
  });
});

describe("a message that went astray", () => {
  const astray = { arm: "A", message: 1 } as const;
  const sent = { ...astray, text: "hello", routingKey: "q-typo" };
  const confirmed = { type: "astray-confirmed", ...astray } as const;
  const log = drawLog("A.queue p");
  const codes = (...more: readonly RunEvent[]) => findings(log, ...more).map(({ code }) => code);

  it("vanished once it is confirmed and nothing came back", () => {
    const published = { type: "published-astray", ...sent, mandatory: false } as const;
    expect(codes(published)).toEqual([]);
    expect(codes(published, confirmed)).toEqual(["message-vanished"]);
  });

  it("vanished as soon as it is sent where nobody asks for confirms", () => {
    const strategy = { ...EAGER, confirms: false };
    const unconfirmed = drawLog("A.queue p", { strategies: { A: strategy } });
    const published = { type: "published-astray", ...sent, mandatory: false } as const;
    expect(findings(unconfirmed, published)).toMatchObject([
      { code: "message-vanished", facts: { confirmed: false } },
    ]);
  });

  it("is returned when it was mandatory", () => {
    const published = { type: "published-astray", ...sent, mandatory: true } as const;
    const back = { type: "astray-returned", ...astray, replyCode: 312, replyText: "NO_ROUTE" };
    expect(codes(published, back as RunEvent, confirmed)).toEqual(["message-returned"]);
  });
});

describe("prefetch below the latency", () => {
  /** Eight tasks of 1.9 s by one worker; from ack to delivery, 0.1 s and so many tenths more. */
  const drawn = (tenths: number, options: Parameters<typeof drawLog>[1] = FAIR) => {
    const task = ["rs", ...dots(18), "d", ...dots(tenths)].join(" ");
    const lane = Array.from({ length: 8 }, () => task).join(" ");
    return drawLog(`A.queue ${"p".repeat(8)}\nA.w1 ${lane}`, { ...options, tickMs: 100 });
  };
  const dots = (count: number) => Array.from({ length: count }, () => ".");

  it("is told with the figures and the prefetch that covers it", () => {
    const [told] = findings(drawn(2));
    expect(told).toMatchObject({
      code: "prefetch-below-latency",
      severity: "hint",
      facts: { prefetch: 1, serviceMs: 1900, gapMs: 300, enough: 2 },
    });
    expect(told!.facts).toHaveProperty("waitingShare", expect.closeTo(300 / 2200));
    expect(remedyOf(told!)).toEqual({ type: "settings", change: { prefetch: 2 } });
  });

  it("is not where the worker waited for tasks, not for deliveries", () => {
    const task = ["rs", ...dots(18), "d", ...dots(2)];
    const published = ["p", ...dots(task.length - 1)];
    const eight = (cells: readonly string[]) => Array.from({ length: 8 }, () => cells.join(" "));
    const log = drawLog(`A.queue ${eight(published).join(" ")}\nA.w1 ${eight(task).join(" ")}`, {
      ...FAIR,
      tickMs: 100,
    });
    expect(findings(log)).toEqual([]);
  });

  it("is not where the gap is short, or nothing limits", () => {
    expect(findings(drawn(0))).toEqual([]);
    expect(findings(drawn(2, {}))).toEqual([]);
    expect(findings(drawn(2, AUTO))).toEqual([]);
  });
});

it("tells nothing of any preset while all goes well", () => {
  // Without faults: what they bring about is told, and has tests of its own.
  for (const preset of Object.values(presets)) {
    const scenario = { ...preset, faults: [] };
    expect(findings(raceLog(scenario))).toEqual([]);
  }
});

describe("a remedy", () => {
  const arm = "A";
  const severity = "warning";

  it("is the setting that mends it, where one does", () => {
    const loop = { task: 1 as TaskNumber, times: 9 };
    expect(remedyOf({ code: "prefetch-inert", arm, severity, facts: { prefetch: 1 } })).toEqual({
      type: "settings",
      change: { ack: "manual" },
    });
    expect(remedyOf({ code: "requeue-loop", arm, severity, facts: loop })).toBeNull();
  });

  it("of a hang is a kill where the broker has the tasks, else to go on", () => {
    const hang = { worker: w1, tasks: 2, heartbeats: true };
    const remedy = (unacked: number) =>
      remedyOf({ code: "hung-worker-holds", arm, severity, facts: { ...hang, unacked } });
    expect(remedy(2)).toEqual({ type: "act", workers: [w1], action: { type: "kill" } });
    expect(remedy(0)).toEqual({ type: "act", workers: [w1], action: { type: "resume" } });
  });

  it("of a standstill is what its sentence says", () => {
    const remedy = (why: Standstill["why"], unacked: number) => {
      const facts = { why, workers: [w1], tasks: 2, unacked };
      return remedyOf({ code: "standing-still", arm, severity, facts });
    };
    const act = (type: string) => ({ type: "act", workers: [w1], action: { type } });
    expect(remedy("hung", 2)).toEqual(act("kill"));
    expect(remedy("hung", 0)).toEqual(act("resume"));
    expect(remedy("paused", 2)).toEqual(act("resume"));
    expect(remedy("acks-forgotten", 2)).toEqual(act("restart"));
    expect(remedy("nobody-there", 0)).toBeNull();
  });

  it("of forgotten acks is a restart of those who forgot", () => {
    const facts = { unacked: 4, workers: [w1] };
    expect(remedyOf({ code: "forgotten-acks", arm, severity, facts })).toEqual({
      type: "act",
      workers: [w1],
      action: { type: "restart" },
    });
  });

  it("of somebody else's consumer is nothing the lab could do", () => {
    const facts = { foreign: 1, ours: 2 };
    expect(remedyOf({ code: "foreign-consumers", arm, severity, facts })).toBeNull();
  });
});

describe("what a queue gave up", () => {
  const reject: RunEvent = {
    ...{ type: "rejected", arm: "A", task: 1 as TaskNumber, worker: w1, attempt: 1 },
    requeue: false,
  };

  it("is gone where no dead letters are kept, and the setting that keeps them is at hand", () => {
    const [finding] = findings(drawLog("A.queue p\nA.w1 . r s", FAIR), reject);
    expect(finding).toMatchObject({ code: "given-up", facts: { tasks: 1 } });
    expect(remedyOf(finding!)).toEqual({ type: "settings", change: { deadLetters: "kept" } });
  });

  it("is told with the queue it is in, where it is kept", () => {
    const kept: RunEvent = {
      ...{ type: "queue-declared", arm: "A", queue: "q", durable: true, queueType: "classic" },
      ...{ deliveryLimit: "default", deadLetters: "kept" },
    };
    const died: RunEvent = {
      type: "dead-lettered",
      arm: "A",
      task: 1 as TaskNumber,
      why: "rejected",
    };
    const [finding] = findings(drawLog("A.queue p\nA.w1 . r s", FAIR), kept, reject, died);
    expect(finding).toMatchObject({ code: "dead-letters", facts: { tasks: 1, queue: "q.dead" } });
  });
});
