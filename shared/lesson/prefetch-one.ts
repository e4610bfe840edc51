import { EAGER } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import {
  all,
  finishedAt,
  finishMeasured,
  hasFinished,
  inArm,
  secondsChoices,
  withoutIdle,
} from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

const withPrefetchOne = inArm("A", ({ strategy }) => strategy.prefetch === 1);

export const prefetchOne: Lesson = {
  id: "prefetch-one",
  intro: {
    en: "**Prefetch** is how many unacknowledged messages the broker lets one consumer hold. Unlimited, a worker hoards. With **1** it gets the next task when it has acknowledged this one: fair dispatch.",
    zh: "**预取**（prefetch）是代理允许一个消费者手里最多有多少条未确认的消息。不限时，工作进程会囤一堆；设为 **1**，确认了手上的这条才给下一条，这就是**公平调度**。",
  },
  scenario: lessonScenario({
    tasks: presets["odd-heavy"].workload,
    workers: 2,
    strategies: [EAGER],
  }),
  controls: { prefetch: ["unlimited", 1] },
  figures: ["finish", "idle", "fairness"],
  predict: {
    question: {
      en: "Unlimited took 24 seconds. With prefetch 1, when is the last task done?",
      zh: "不限时用了 24 秒。预取设为 1，最后一个任务在第几秒完成？",
    },
    choices: secondsChoices(12, 15, 18, 21),
    measured: (run) => (withPrefetchOne(run, null) === true ? finishMeasured("A")(run) : null),
  },
  run: [
    {
      id: "run",
      text: { en: "Set prefetch to 1 and run", zh: "把预取改成 1，然后运行" },
      until: all(hasFinished, withPrefetchOne),
    },
    {
      id: "no-hatch",
      text: { en: "The hatch is gone", zh: "网纹消失了" },
      until: all(withPrefetchOne, withoutIdle("A")),
    },
  ],
  explain: {
    text: {
      en: "Tasks now wait in the queue, not in a worker's buffer, and whoever is free first takes the next. **15 seconds is the lower bound** here: both work without a break. One line of code does it:",
      zh: "现在任务在队列里等，不在某个工作进程的缓冲里等；谁先空出来，谁就拿下一个。**15 秒正是理论下界**：两个都没有停过。代码里只有一行：",
    },
    code: "channel.basic_qos(prefetch_count=1)",
    tasks: [
      {
        id: "bound",
        text: { en: "Finish on the lower bound: 15 s", zh: "压着理论下界完成：15 秒" },
        until: all(withPrefetchOne, finishedAt("A", 15_000)),
      },
    ],
  },
  hint: {
    en: "The control has a ring around it: Prefetch, then 1. Then Run.",
    zh: "画了圈的就是要改的：预取，选 1，再点运行。",
  },
  notes: [
    {
      en: "In pika the line goes before basic_consume; called later it does not touch consumers that are there already.",
      zh: "pika 里这一行要写在 basic_consume 之前；写在后面，对已经在消费的消费者不起作用。",
    },
    {
      en: "With auto ack, prefetch has no effect at all: nothing is ever unacknowledged.",
      zh: "自动确认时预取完全不起作用：根本没有“未确认”这回事。",
    },
  ],
};
