import { EAGER } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import { all, armOf, counted, hasFinished, inArm, inEveryArm, wasKilled } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { actOnW1, lessonScenario, W1 } from "./lesson-scenario.ts";

const KILLED_AT_MS = 10_500;
const LOST = 4;

export const killAWorker: Lesson = {
  id: "kill-a-worker",
  intro: {
    en: "An **acknowledgement** tells the broker: done, forget it. With **auto ack** the broker forgets a message as soon as it is sent. With **manual ack** it keeps a copy until the worker says so. At 10.5 seconds w1 dies as with `kill -9`.",
    zh: "**消息确认**（ack）是告诉代理：做完了，可以忘掉它。**自动确认**时，消息一发出代理就忘了；**手动确认**时，代理一直留着副本，直到工作进程确认。第 10.5 秒，w1 像被 `kill -9` 一样死掉。",
  },
  scenario: lessonScenario({
    tasks: presets["odd-heavy"].workload,
    workers: 2,
    strategies: [{ ...EAGER, ack: "auto" }, EAGER],
    faults: [actOnW1({ type: "kill" }, KILLED_AT_MS)],
  }),
  predict: {
    question: {
      en: "w1 dies in the middle of its third task. How many tasks are lost in A?",
      zh: "w1 做到第三个任务时死掉。A 会丢几个任务？",
    },
    choices: [
      { id: "0", text: { en: "none", zh: "不丢" } },
      { id: "1", text: { en: "1", zh: "1 个" } },
      { id: "4", text: { en: "4", zh: "4 个" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "A");
      if (arm === undefined || !wasKilled(arm, W1)) return null;
      return { en: `${arm.counts.lost} lost`, zh: `丢了 ${arm.counts.lost} 个` };
    },
  },
  run: [
    {
      id: "killed",
      text: { en: "Run until w1 is killed", zh: "运行，直到 w1 被终止" },
      until: inEveryArm((arm) => wasKilled(arm, W1)),
    },
    {
      id: "lost",
      text: { en: "A: four tasks lost, for good (✕)", zh: "A：四个任务丢了，找不回来（✕）" },
      until: counted("A", LOST, ({ counts }) => counts.lost),
    },
    {
      id: "redelivered",
      text: {
        en: "B: the same four go to w2 (↻), none is lost",
        zh: "B：同样四个任务转给了 w2（↻），一个没丢",
      },
      until: all(
        hasFinished,
        inArm("B", ({ counts, redeliveries }) => redeliveries === LOST && counts.lost === 0),
      ),
    },
  ],
  explain: {
    text: {
      en: "Not one task was lost but four: the one being worked on **and the three it held**. Under auto ack the broker has no copy of any of them. Under manual ack they go back to where they stood in the queue, flagged **redelivered**, and w2 does them after its own.",
      zh: "丢的不是一个，是四个：正在做的那个，**加上它攒着的三个**。自动确认时代理没有它们的副本；手动确认时，它们回到队列里原来的位置，带上 **redelivered** 标记，由 w2 做完自己的再做。",
    },
    code: "channel.basic_ack(delivery_tag=method.delivery_tag)",
    tasks: [
      {
        id: "by-hand",
        text: {
          en: "Run again and kill w1 by hand before 8 s, while it is at its second task: more is lost",
          zh: "再跑一次，在第 8 秒前（w1 还在做第二个任务时）亲手终止它：丢得更多",
        },
        buttons: [
          {
            text: { en: "Kill w1 now", zh: "现在终止 w1" },
            command: { type: "act-on-worker", worker: W1, action: { type: "kill" } },
          },
        ],
        until: inArm("A", (arm) => wasKilled(arm, W1) && arm.counts.lost > LOST),
      },
    ],
  },
  hint: {
    en: "The ledger under each arena adds up: published = done + lost + whatever is still under way.",
    zh: "看每个对照区下面的账：已发布 = 完成 + 丢失 + 还在路上的。",
  },
  notes: [
    {
      en: "Ask where the three held tasks were at 10.5 s. In the socket and memory of a dead process.",
      zh: "问一问第 10.5 秒那三个已领未做的任务在哪。在一个死进程的套接字和内存里。",
    },
    {
      en: "The flag does not mean that somebody worked on it: held tasks carry it, too. A consumer must be able to do a task twice.",
      zh: "redelivered 不代表有人做过它：只是领过、没开始的也带这个标记。所以消费者要能承受同一任务做两次（幂等）。",
    },
    {
      en: "Prefetch 1 with manual ack: one task goes back. Less held, less at stake.",
      zh: "手动确认加预取 1：只有一个任务要退回。攒得少，风险就小。",
    },
  ],
};
