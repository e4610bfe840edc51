import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import {
  all,
  FIRST_CHOICES,
  finishedAt,
  firstDone,
  hasFinished,
  inArm,
  tasksOf,
} from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

export const fiveMessages: Lesson = {
  id: "five-messages",
  intro: {
    en: "The tutorial sends five messages of **1, 2, 3, 4 and 5** seconds. Now the tasks are unequal. Does it matter how they are dealt?",
    zh: "教程依次发出 **1、2、3、4、5** 秒的五条消息。任务终于有轻有重了，派发方式会有影响吗？",
  },
  scenario: lessonScenario({
    tasks: presets.tutorial.workload,
    workers: 2,
    strategies: [EAGER, WAIT_FOR_ACK],
  }),
  predict: {
    question: {
      en: "A deals in turn, B waits for the ack. Which is done first?",
      zh: "A 轮询，B 等确认。哪边先完成？",
    },
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
      id: "odd-even",
      text: {
        en: "In A, w1 got messages 1, 3, 5 and w2 got 2, 4",
        zh: "A 里 w1 拿到第 1、3、5 条，w2 拿到第 2、4 条",
      },
      until: inArm(
        "A",
        (arm) => tasksOf(arm, "w1").join() === "1,3,5" && tasksOf(arm, "w2").join() === "2,4",
      ),
    },
  ],
  explain: {
    text: {
      en: "w1 has 1 + 3 + 5 = **9 s**, w2 has 2 + 4 = 6 s. Waiting for the ack changes nothing here, because with weights that grow evenly the worker whose turn it is also happens to be the one that is free. No schedule can do it under 7.5 s, and 8 s is possible: 5 + 3 and 4 + 2 + 1.",
      zh: "w1 做 1 + 3 + 5 = **9 秒**，w2 做 2 + 4 = 6 秒。等确认也没变，因为轻重匀速递增时，轮到谁，恰好就是谁有空。理论下界是 7.5 秒，实际最好能到 8 秒：5 + 3 和 4 + 2 + 1。",
    },
    tasks: [
      {
        id: "nine",
        text: { en: "Both finished at 9 seconds", zh: "两边都在第 9 秒完成" },
        until: all(finishedAt("A", 9000), finishedAt("B", 9000)),
      },
    ],
  },
  hint: {
    en: "Follow one message: at 1 s w1 is free, and message 3 is next. At 2 s w2 is free, and 4 is next.",
    zh: "跟着一条消息看：第 1 秒 w1 空了，下一条正是 3；第 2 秒 w2 空了，下一条正是 4。",
  },
  notes: [
    {
      en: "This is the tutorial's own transcript: the same assignment comes out on RabbitMQ.",
      zh: "这就是教程里的输出：在 RabbitMQ 上跑，分配结果完全一样。",
    },
    {
      en: "So the tutorial's example does not show why prefetch matters. The next lesson's does.",
      zh: "所以教程的例子看不出预取的用处，下一课的才看得出。",
    },
  ],
};
