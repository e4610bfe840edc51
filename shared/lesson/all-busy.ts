import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { dottedText } from "../scenario/workload.ts";
import type { ArmState } from "../run/run-state.ts";
import { armOf, counted, hasFinished, inArm } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

const TASKS = 32;
const EVERY_MS = 500;

export const allBusy: Lesson = {
  id: "all-busy",
  intro: {
    en: "So far the tasks were there from the start. Now they **keep coming**: two a second, two seconds of work each. That is 4 seconds of work every second, and there are two workers.",
    zh: "前面的任务一开始就都在，现在它们**源源不断**地来：每秒两个，每个要做两秒。也就是每秒来 4 秒的活，而工作进程只有两个。",
  },
  scenario: lessonScenario({
    tasks: Array.from({ length: TASKS }, (_, i) => ({
      text: dottedText(2),
      publishAtMs: i * EVERY_MS,
    })),
    workers: 2,
    strategies: [WAIT_FOR_ACK],
  }),
  figures: ["queue", "littles-law"],
  predict: {
    question: {
      en: "How many workers does it take for the queue to stop growing?",
      zh: "至少要几个工作进程，队列才不再变长？",
    },
    choices: [
      { id: "3", text: { en: "3", zh: "3 个" } },
      { id: "4", text: { en: "4", zh: "4 个" } },
      { id: "8", text: { en: "8", zh: "8 个" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "A");
      if (arm === undefined || arm.tasks.length === 0) return null;
      const needed = Math.ceil((arm.tasks.at(0)?.serviceMs ?? 0) / EVERY_MS);
      return hasAddedWorkers(arm) ? { en: String(needed), zh: `${needed} 个` } : null;
    },
  },
  run: [
    {
      id: "fills",
      text: { en: "Run, and see 4 tasks wait in the queue", zh: "运行，看队列里排起 4 个任务" },
      until: counted("A", 4, ({ ready, workers }) => (workers.length > 2 ? 4 : ready.length)),
    },
    {
      id: "add",
      text: {
        en: "Add workers while it runs, until there are 5",
        zh: "运行中加工作进程，加到 5 个",
      },
      buttons: [
        { text: { en: "Add a worker", zh: "加一个工作进程" }, command: { type: "add-worker" } },
      ],
      until: counted("A", 5, ({ workers }) => present(workers)),
    },
    {
      id: "empties",
      text: { en: "The queue is empty again", zh: "队列又空了" },
      until: inArm(
        "A",
        (arm) => present(arm.workers) >= 4 && arm.ready.length === 0 && arm.tasks.length > 8,
      ),
    },
  ],
  explain: {
    text: {
      en: "A queue absorbs a burst, not an overload: while more comes in than goes out, it grows without end, and so does every task's wait. Workers needed = arrivals a second × seconds a task: 2 × 2 = **4** keep up, because tasks come as regularly as a clock. When they come at random, four are not enough; and to catch up takes more in any case. With prefetch 1 a new worker takes part at once. If you can't add workers: send less, make tasks lighter, or let the queue refuse (`x-max-length`).",
      zh: "队列能抗一阵突发，抗不住长期过载：进的比出的多，队列就一直变长，每个任务等得也越来越久。所需工作进程 = 每秒到达数 × 每个任务的秒数：2 × 2 = **4** 个刚好跟上，因为任务来得像钟摆一样准。要是时快时慢，4 个就不够；想追上积压，更要多几个。预取为 1，新来的马上就能帮忙。加不了工作进程，就少发、减轻任务，或让队列拒收（`x-max-length`）。",
    },
    tasks: [
      {
        id: "done",
        text: { en: "All 32 tasks are done", zh: "32 个任务全部做完" },
        until: hasFinished,
      },
    ],
  },
  hint: {
    en: "Tasks come for 16 seconds. Add the workers while they do; the button is under the step.",
    zh: "任务会来 16 秒，趁这段时间加工作进程；按钮就在这一步下面。",
  },
  notes: [
    {
      en: "Little's law: tasks waiting = arrivals a second × seconds each waits, on average. The figure below the lanes shows all three.",
      zh: "利特尔法则（Little's law）：平均有几个任务在等 = 每秒到达数 × 平均等待秒数。泳道下方的数字就是这三项。",
    },
    {
      en: "Run it once more with prefetch unlimited in the free lab: the new workers then get only new tasks.",
      zh: "可以在自由实验里把预取改成不限再跑：新来的只能分到之后的任务。",
    },
  ],
};

function present(workers: ArmState["workers"]): number {
  return workers.filter(({ leftAtMs }) => leftAtMs === null).length;
}

function hasAddedWorkers({ workers }: ArmState): boolean {
  return workers.length > 2;
}
