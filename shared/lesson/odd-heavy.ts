import { EAGER } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import {
  finishedAt,
  finishMeasured,
  hasFinished,
  idleSeconds,
  inArm,
  secondsChoices,
} from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

export const oddHeavy: Lesson = {
  id: "odd-heavy",
  intro: {
    en: "Odd tasks are heavy, **4 seconds** each; even ones are light, **1 second** each. RabbitMQ knows nothing of weights: message n goes to the next consumer in turn. That is **round robin**.",
    zh: "奇数任务很重，每个 **4 秒**；偶数任务很轻，每个 **1 秒**。RabbitMQ 不知道轻重，只管按顺序轮流派给消费者。这就是**轮询**（round robin）。",
  },
  scenario: lessonScenario({
    tasks: presets["odd-heavy"].workload,
    workers: 2,
    strategies: [EAGER],
  }),
  figures: ["finish", "idle", "fairness"],
  predict: {
    question: {
      en: "12 tasks, 30 seconds of work, 2 workers. At which second is the last one done?",
      zh: "12 个任务，共 30 秒的活，2 个工作进程。最后一个任务在第几秒完成？",
    },
    choices: secondsChoices(15, 18, 21, 24),
    measured: finishMeasured("A"),
  },
  run: [
    { id: "run", text: { en: "Run it once", zh: "运行一次" }, until: hasFinished },
    {
      id: "hatch",
      text: {
        en: "Find 5 seconds of hatch: idle while work waits",
        zh: "找到 5 秒“有活却空闲”的网纹",
      },
      until: idleSeconds("A", 5),
    },
  ],
  explain: {
    text: {
      en: "w2 is done after 6 seconds. But the heavy tasks were given to w1 long ago and lie in its buffer; w2 can't have them. The queue shows 0 all the while: **idle while work waits**. What gives it away is how many messages each worker has not acknowledged: at 7 s w1 has 5, w2 none. Under auto ack nothing at all would tell you.",
      zh: "w2 在第 6 秒就做完了，可剩下的重任务早已派给 w1，存在它的缓冲里，w2 拿不到。队列一直显示 0：这就是**有活却空闲**。能看出来的，只有各个工作进程的未确认数：第 7 秒时 w1 有 5 条，w2 一条没有。换成自动确认，就什么也看不出来了。",
    },
    code: "rabbitmqctl list_channels name messages_unacknowledged",
    tasks: [
      {
        id: "stuck",
        text: {
          en: "See w1 hold tasks while w2 has nothing",
          zh: "看到 w1 攒着任务，w2 却两手空空",
        },
        until: inArm("A", ({ attempts }) => {
          const lastOf = (worker: string) =>
            Math.max(
              0,
              ...attempts
                .filter((one) => one.worker === worker)
                .map(({ endedAtMs }) => endedAtMs ?? Infinity),
            );
          const freeMs = lastOf("w2");
          return attempts.some(
            ({ worker, receivedAtMs, startedAtMs }) =>
              worker === "w1" &&
              receivedAtMs < freeMs &&
              startedAtMs !== null &&
              startedAtMs > freeMs,
          );
        }),
      },
      {
        id: "late",
        text: {
          en: "The last task ended 9 seconds after the lower bound",
          zh: "最后一个任务比理论下界晚 9 秒",
        },
        until: finishedAt("A", 24_000),
      },
    ],
  },
  hint: {
    en: "Drag the ruler to 7 s and look at the two buffers.",
    zh: "把时间轴拖到 7 秒，看看两个工作进程的缓冲。",
  },
  notes: [
    {
      en: "15 s is the answer of everyone who thinks the work is shared. It is the lower bound: no dealing can beat it.",
      zh: "猜 15 秒的人，都以为活会平分。15 秒是理论下界：任何派法都不可能更快。",
    },
    {
      en: "Stop at 7 s and ask where task 9 is. “In the queue” is wrong: it is in w1's process.",
      zh: "停在 7 秒，问任务 9 在哪里。答“在队列里”就错了：它已经在 w1 的进程里。",
    },
  ],
};
