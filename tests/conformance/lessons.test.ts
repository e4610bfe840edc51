import { expect, it } from "vitest";
import { tasksOf } from "#client/lesson/lesson-progress.ts";
import { LESSON_IDS, type LessonId } from "#shared/lesson/lesson-id.ts";
import { loadLesson } from "#shared/lesson/load-lesson.ts";
import type { Lesson } from "#shared/lesson/lesson.ts";
import { violations } from "#shared/run/invariants.ts";
import type { Fault } from "#shared/scenario/scenario.ts";
import { changeStrategy } from "#shared/scenario/edit-scenario.ts";
import { nearestRelease } from "#broker";
import { specOf, type SpecOfRelease } from "#broker/testing/by-release.ts";
import { startedRelease } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer, type LabServer } from "#tests/support/lab/lab-server.ts";
import { learn, LEARNING_SPEED, type Learner } from "#tests/support/lab/learner.ts";
import { startKilledServer, startRestartingServer } from "#tests/support/lab/restarting-server.ts";

const server = await startLabServer();
/** Of the lessons that restart the broker: one at a time, under nobody else. */
const restarting = await startRestartingServer();
const killed = await startKilledServer();
let isFree: Promise<unknown> = Promise.resolve();

const isRestart = ({ type }: Fault) => type === "restart-broker";

/** Where it may do that to the broker, or null where it leaves the broker alone. */
function ownServerOf(lesson: Lesson): LabServer | null {
  const buttons = tasksOf(lesson).flatMap((task) => task.buttons ?? []);
  if (buttons.some(({ command }) => command.type === "publish-burst" && command.kill))
    return killed;
  return lesson.scenario.faults.some(isRestart) ? restarting : null;
}

const run = ({ client }: Learner) => client.must({ type: "run" });

/** What a person does, lesson by lesson; the rest of it is only watching. */
const lived: Readonly<Record<LessonId, (learner: Learner) => Promise<void>>> = {
  "one-worker": async (learner) => {
    // By hand, the second and third come while the first runs.
    await learner.client.must({ type: "set-speed", speed: 1 });
    await run(learner);
    await learner.ticked("start");
    for (const button of [2, 1, 0]) await learner.press("send", button);
    await learner.client.must({ type: "set-speed", speed: LEARNING_SPEED });
    await learner.ticked("done");
    await learner.client.must({ type: "stop" });
  },
  "two-workers": run,
  "five-messages": run,
  "odd-heavy": run,
  "prefetch-one": async (learner) => {
    const { scenario } = learner.lesson;
    const strategy = { ...scenario.arms[0]!.strategy, prefetch: 1 };
    await learner.client.must({
      type: "set-scenario",
      scenario: changeStrategy(scenario, "A", strategy),
    });
    await run(learner);
  },
  "fair-by-what": run,
  "kill-a-worker": async (learner) => {
    await run(learner);
    await learner.ticked("redelivered");
    await learner.client.closed();
    await run(learner);
    // While it holds more than it did at 9 s.
    await eventually(() => {
      expect(learner.client.state.arms[0]?.counts).toMatchObject({ running: 2, held: 10 });
    });
    await learner.press("by-hand");
  },
  "forgotten-ack": async (learner) => {
    await run(learner);
    await learner.ticked("unacked");
    await learner.press("killed");
    await learner.ticked("killed");
    await learner.press("again");
  },
  "hung-worker": async (learner) => {
    await run(learner);
    await learner.ticked("stuck");
    await learner.press("silent");
  },
  "poison-task": async (learner) => {
    await run(learner);
    await learner.ticked("by-itself");
    const { en } = await learner.measured();
    const { release, expected } = specAt(learner);
    const limit = expected("QQ7", "default");
    const times =
      limit === "none" ? "22 times, and no end" : `${Number(limit) + 1} times, then it was gone`;
    expect(en).toBe(`${times} (RabbitMQ ${release})`);
    await learner.press("added");
    await learner.ticked("added");
    await learner.client.must({ type: "stop" });
  },
  "nack-or-reject": async (learner) => {
    await run(learner);
    await learner.ticked("start");
    let back = 0;
    const pressed = async (task: string) => {
      await learner.press(task);
      await hasGivenBack(learner, ++back);
    };
    for (let times = 1; times <= 3; times++) await pressed("nacked");
    await learner.ticked("then");
    const before = droppedIn(learner);
    let rejects = 0;
    for (; rejects < 9 && droppedIn(learner).length === before.length; rejects++)
      await pressed("rejected");
    const { en } = await learner.measured();
    const { release, holds, expected } = specAt(learner);
    const doesCount = holds("QQ17:");
    expect(en).toBe(`it ${doesCount ? "was gone" : "came a fourth time"} (RabbitMQ ${release})`);
    expect([before, droppedIn(learner)]).toEqual(doesCount ? [[1], [1, 2]] : [[], [1]]);
    // Where a dropped task makes room for two, another is rejected by turns.
    expect(rejects).toBe(expected("QQ27", "dealt") === "2" ? 5 : 3);
    await learner.press("died", 0);
    await eventually(() => {
      expect(learner.client.state.arms[0]?.workers[0]?.leftHow).toBe("killed");
    });
    await learner.press("died", 1);
    await learner.ticked("died");
    await learner.client.must({ type: "stop" });
  },
  "dead-letters": async (learner) => {
    // The last task is long: there is time to reject it, however slow the machine.
    await learner.client.must({ type: "set-speed", speed: 1 });
    await run(learner);
    await learner.ticked("others");
    await eventually(() => {
      for (const { counts } of learner.client.state.arms) expect(counts.running).toBe(1);
    });
    expect((await learner.measured()).en).toBe("A 3, B 1");
    await learner.press("rejected");
    const { arms } = await learner.client.closed();
    expect(arms.map(({ counts }) => [counts.done, counts.lost, counts.dead])).toEqual([
      [4, 2, 0],
      [4, 0, 2],
      [5, 1, 0],
    ]);
  },
  "durable-persistent": run,
  redeclare: async (learner) => {
    await run(learner);
    await learner.press("refused");
    await learner.ticked("goes-on");
    const { refusedRedeclare } = learner.client.state.arms[0]!;
    expect(refusedRedeclare?.replyText).toMatch(
      /^PRECONDITION_FAILED - inequivalent arg 'durable' for queue '.+' in vhost '\/': received 'true' but current is 'false'$/,
    );
    await learner.client.closed();
    const { scenario } = learner.lesson;
    const strategy = { ...scenario.arms[0]!.strategy, durable: true };
    await learner.client.must({
      type: "set-scenario",
      scenario: changeStrategy(scenario, "A", strategy),
    });
    await run(learner);
  },
  "vanished-message": async (learner) => {
    await run(learner);
    await learner.ticked("start");
    for (const task of ["vanished", "returned", "arrived"]) {
      await learner.press(task);
      await learner.ticked(task);
    }
    expect(learner.client.log.find(({ type }) => type === "astray-returned")).toMatchObject({
      replyCode: 312,
      replyText: "NO_ROUTE",
    });
    await learner.client.must({ type: "stop" });
  },
  "confirms-window": async (learner) => {
    await run(learner);
    await learner.ticked("start");
    await losesAsReleaseDoes(learner);
    await learner.ticked("kept");
    await learner.press("left-alone");
    await learner.ticked("left-alone");
    await learner.client.must({ type: "stop" });
  },
  "late-joiner": run,
  "prefetch-dial": run,
  "fair-loses": run,
  "all-busy": async (learner) => {
    await run(learner);
    await learner.ticked("fills");
    for (let added = 0; added < 3; added++) await learner.press("add");
  },
  "free-lab": async (learner) => {
    const { scenario } = learner.lesson;
    const { strategy, workers } = scenario.arms[0]!;
    const slow = [{ ...workers[0]!, speed: 0.5 }, workers[1]!];
    const arms = scenario.arms.map((arm) => ({ ...arm, strategy, workers: slow }));
    await learner.client.must({ type: "set-scenario", scenario: { ...scenario, arms } });
    await run(learner);
    await learner.ticked("speed");
    const prefetch = { ...scenario.arms[1]!.strategy, prefetch: 2 };
    await learner.client.closed();
    await learner.client.must({
      type: "set-scenario",
      scenario: changeStrategy(scenario, "B", prefetch),
    });
    await run(learner);
  },
};

/** The rules of the broker its lab is on. */
function specAt({ client }: Learner): SpecOfRelease {
  return specOf(nearestRelease(client.state.release).name);
}

function droppedIn({ client }: Learner): readonly number[] {
  const { tasks } = client.state.arms[0]!;
  return tasks.filter(({ lossReason }) => lossReason === "delivery-limit").map(({ task }) => task);
}

/** Its worker has given back so many, and is at one. */
async function hasGivenBack({ client }: Learner, count: number): Promise<void> {
  await eventually(() => {
    const { attempts, counts } = client.state.arms[0]!;
    const back = attempts.filter(({ outcome }) => outcome === "requeued");
    expect([back.length, counts.running]).toEqual([count, 1]);
  });
}

/**
 * Publishes and kills until no quiet of the machine's own came between: then no more is left than the release has written
 * by then (ST14). Less may be: beside B's burst, RabbitMQ 4.3.6 was seen to leave 8,192 or 7,253.
 */
async function losesAsReleaseDoes({ client, press, measured }: Learner): Promise<void> {
  const release = startedRelease();
  const left = 10_000 - Number(specOf(release).expected("ST14", "lost of 10,000"));
  const said = new Set<string>();
  for (let round = 1; round <= 10; round++) {
    await press("killed");
    await eventually(
      () => {
        const counted = client.log.filter(({ type }) => type === "burst-counted");
        expect(counted).toHaveLength(2 * round);
        expect(client.lab?.phase).toBe("running");
      },
      { withinMs: 60_000 },
    );
    const { en } = await measured();
    const [, kept, on] = /^([\d,]+) of 10,000 on RabbitMQ (.+)$/.exec(en) ?? [];
    expect(on, en).toBe(release);
    const count = Number(kept?.replace(",", ""));
    if (count <= left && count >= Math.min(left, 1)) return;
    said.add(en);
  }
  expect.unreachable(
    `each of ten rounds left another number than ${left}: ${[...said].join("; ")}`,
  );
}

// They take lab time, not the machine's: several at once. The last takes longest, and begins first.
it.concurrent.each(LESSON_IDS.toReversed())(
  "%s plays through: every task ticks itself off",
  async (id) => {
    const lesson = await loadLesson(id);
    const own = ownServerOf(lesson);
    if (own === null) {
      await playThrough(lesson, server);
      return;
    }
    const played = isFree.then(() => playThrough(lesson, own));
    isFree = played.catch(() => undefined);
    await played;
  },
  180_000,
);

async function playThrough(lesson: Lesson, on: LabServer): Promise<void> {
  const learner = await learn(lesson, on);
  learner.progress.predict(learner.lesson.predict.choices[0]!.id);
  await lived[lesson.id](learner);
  for (const task of tasksOf(learner.lesson)) await learner.ticked(task.id);
  const state = await learner.client.closed();
  expect(state.mismatches).toEqual([]);
  expect(violations(state)).toEqual([]);
  await learner.measured();
}
