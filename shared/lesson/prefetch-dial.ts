import type { ArmState } from "../run/run-state.ts";
import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { all, finishOf, hasFinished, inArm, secondsWords } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

export const prefetchDial: Lesson = {
  id: "prefetch-dial",
  intro: {
    en: "Prefetch is not a switch between two ways but a number from 1 to 65535. **1** keeps tasks in the queue; more keeps workers supplied. Ten tasks, 5 and 1 seconds in turn, two workers, four settings.",
    zh: "预取不是二选一的开关，而是 1 到 65535 的一个数。**1** 把任务留在队列里，大一点则让工作进程手上不断粮。十个任务，5 秒 1 秒交替，两个工作进程，四种设置。",
  },
  scenario: lessonScenario({
    tasks: tasksOfDots([5, 1, 5, 1, 5, 1, 5, 1, 5, 1]),
    workers: 2,
    strategies: [WAIT_FOR_ACK, { ...EAGER, prefetch: 2 }, { ...EAGER, prefetch: 3 }, EAGER],
  }),
  predict: {
    question: { en: "Which prefetch is done first?", zh: "哪种预取最先完成？" },
    choices: [
      { id: "1", text: { en: "1", zh: "1" } },
      { id: "2", text: { en: "2", zh: "2" } },
      { id: "3", text: { en: "3", zh: "3" } },
      { id: "unlimited", text: { en: "unlimited", zh: "不限" } },
    ],
    measured: (run) => {
      const finishes = run.arms.flatMap(({ arm, strategy }) => {
        const finishMs = finishOf(run, arm);
        return finishMs === null ? [] : [{ prefetch: strategy.prefetch, finishMs }];
      });
      if (finishes.length < 4) return null;
      const first = finishes.reduce((a, b) => (b.finishMs < a.finishMs ? b : a));
      const { en, zh } = secondsWords(first.finishMs);
      const isUnlimited = first.prefetch === "unlimited";
      return {
        en: `${first.prefetch}, ${en}`,
        zh: `${isUnlimited ? "不限" : first.prefetch}，${zh}`,
      };
    },
  },
  run: [
    { id: "run", text: { en: "Run all four to the end", zh: "把四组都跑完" }, until: hasFinished },
    {
      id: "two-wins",
      text: {
        en: "Prefetch 2 beat prefetch 1",
        zh: "预取 2 比预取 1 先完成",
      },
      until: all(hasFinished, (run) => {
        const [one, two] = [finishOf(run, "A"), finishOf(run, "B")];
        return one !== null && two !== null && two < one - 500;
      }),
    },
  ],
  explain: {
    text: {
      en: "1 is no magic number. Under it a worker also **waits for the round trip** after each ack: if a task takes 1 ms and the way to the broker and back 4 ms, it works a fifth of the time. A rule of thumb: round trip ÷ task time + 1. Short tasks and slow networks want tens or hundreds; long tasks want 1.",
      zh: "1 不是什么神奇的数。预取为 1 时，每确认一次，工作进程还要**等一个往返**：任务 1 毫秒，到代理一来一回 4 毫秒，那五分之四的时间都在等。经验公式：往返时间 ÷ 单个任务时间 + 1。任务短、网络慢，就设几十上百；任务长，就设 1。",
    },
    tasks: [
      {
        id: "worst",
        text: { en: "Unlimited was the slowest by far", zh: "不限最慢，而且慢很多" },
        until: all(hasFinished, (run) => {
          const [one, eager] = [finishOf(run, "A"), finishOf(run, "D")];
          return one !== null && eager !== null && eager > one + 4000;
        }),
      },
      {
        id: "held",
        text: {
          en: "With prefetch 2, a worker never had more than two unacknowledged",
          zh: "预取 2 时，工作进程手上的未确认从不超过两条",
        },
        until: all(
          hasFinished,
          inArm("B", (arm) => mostUnacked(arm) === 2),
        ),
      },
    ],
  },
  hint: {
    en: "Compare the last heavy task of A and of B: in B it was in hand before the light ones were done.",
    zh: "对比 A 和 B 里最后一个重任务：在 B 里，轻任务还没做完它就已经在手上了。",
  },
  notes: [
    {
      en: "On this list 2 wins by luck of the order; on another it may lose. What 1 guarantees is only that no task waits behind a busy worker while another is idle.",
      zh: "在这份任务表上 2 赢，靠的是顺序凑巧，换一份可能就输。预取 1 只保证一件事：不会有任务堵在忙的人身后，而别人闲着。",
    },
    {
      en: "From an ack to the next delivery is about 1 ms here, a task takes seconds: the cost of the round trip can't be seen, only told.",
      zh: "这里从确认到下一条送达大约 1 毫秒，而一个任务要好几秒：往返的代价看不出来，只能讲。",
    },
  ],
};

/** How many deliveries one worker had unacknowledged at once, at most. */
function mostUnacked({ attempts }: ArmState): number {
  return Math.max(
    0,
    ...attempts.map(
      ({ worker, receivedAtMs }) =>
        attempts.filter(
          (other) =>
            other.worker === worker &&
            other.receivedAtMs <= receivedAtMs &&
            (other.ackedAtMs ?? Infinity) > receivedAtMs,
        ).length,
    ),
  );
}
