import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import {
  all,
  FIRST_CHOICES,
  firstDone,
  hasFinished,
  inEveryArm,
  tasksOf,
  withoutIdle,
} from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

export const twoWorkers: Lesson = {
  id: "two-workers",
  intro: {
    en: "A second worker joins. In **A** the queue deals out every task at once, in turn: round robin. In **B** a worker gets its next task only when it has acknowledged the one before. Every task takes 2 seconds.",
    zh: "现在有两个工作进程。**A** 一有任务就轮流派出去，这叫**轮询**（round robin）；**B** 要等工作进程确认了手上的任务，才给下一个。每个任务都是 2 秒。",
  },
  scenario: lessonScenario({
    tasks: presets.equal.workload,
    workers: 2,
    strategies: [EAGER, WAIT_FOR_ACK],
  }),
  predict: {
    question: { en: "Which arena is done first?", zh: "哪个对照区先完成？" },
    choices: FIRST_CHOICES,
    measured: firstDone,
  },
  run: [
    {
      id: "run",
      text: { en: "Run both to the end", zh: "把两边都跑完" },
      until: hasFinished,
    },
    {
      id: "four-each",
      text: {
        en: "See that every worker did four tasks",
        zh: "看一看：每个工作进程都做了四个",
      },
      until: all(
        hasFinished,
        inEveryArm(
          (arm) =>
            arm.workers.length > 0 &&
            arm.workers.every(({ worker }) => tasksOf(arm, worker).length === 4),
        ),
      ),
    },
  ],
  explain: {
    text: {
      en: "No difference, on purpose. Dealing blindly is fine **as long as tasks are equally heavy**: the counts are equal, so the work is. This is the control; from here on only the weights change.",
      zh: "没有差别，这是故意的。**任务一样重**时，闭着眼睛轮流派也没问题：个数一样，活就一样多。这一组是对照，后面只改任务的轻重。",
    },
    tasks: [
      {
        id: "no-idle",
        text: {
          en: "Nobody was idle while work waited, in either arena",
          zh: "两边都没有人“有活却空闲”",
        },
        until: all(withoutIdle("A"), withoutIdle("B")),
      },
    ],
  },
  hint: {
    en: "Watch the buffers: A's fill at once, B's queue empties two by two. The bars are the same.",
    zh: "看缓冲：A 的一下子就满了，B 的队列两个两个地减少；可两边的条一模一样。",
  },
  notes: [
    {
      en: "Ask for a show of hands before running. Most expect B to win; a tie is the point.",
      zh: "先让大家举手再运行。多数人押 B，平局正是要点。",
    },
    {
      en: "Equal counts prove little: two lessons from here both workers get six tasks, and one is done 18 seconds before the other.",
      zh: "个数一样说明不了什么：再过两课，两个工作进程各拿六个任务，一个却比另一个早 18 秒做完。",
    },
  ],
};
