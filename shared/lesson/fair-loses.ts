import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import {
  all,
  FIRST_CHOICES,
  finishedAt,
  firstDone,
  hasFinished,
  inArm,
  withoutIdle,
} from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

export const fairLoses: Lesson = {
  id: "fair-loses",
  intro: {
    en: "Waiting for the ack leaves nobody idle while work waits. Surely it can't be slower than dealing blindly? Tasks of **2, 3, 1, 2, 1, 3** seconds, three workers.",
    zh: "等确认再派，就不会有人“有活却空闲”。那总不会比闭着眼睛轮询还慢吧？任务依次是 **2、3、1、2、1、3** 秒，三个工作进程。",
  },
  scenario: lessonScenario({
    tasks: presets["fair-loses"].workload,
    workers: 3,
    strategies: [EAGER, WAIT_FOR_ACK],
  }),
  predict: {
    question: { en: "Which arena is done first?", zh: "哪个对照区先完成？" },
    choices: FIRST_CHOICES,
    measured: firstDone,
  },
  run: [
    { id: "run", text: { en: "Run both to the end", zh: "把两边都跑完" }, until: hasFinished },
    {
      id: "four",
      text: { en: "A finished at 4 s, on the lower bound", zh: "A 第 4 秒完成，压着理论下界" },
      until: finishedAt("A", 4000),
    },
    {
      id: "six",
      text: { en: "B took 6 s", zh: "B 用了 6 秒" },
      until: finishedAt("B", 6000),
    },
  ],
  explain: {
    text: {
      en: "B gave the next task to whoever was free first, and so the last 3-second task began at 3 s. Round robin paired 2 + 2, 3 + 1 and 1 + 3 **by luck**. With m equally fast workers, taking the first free one never takes more than 2 − 1/m times the best. Round robin may take m times: it can put all the heavy tasks on one. Fair dispatch is the safe bet, not the fastest schedule.",
      zh: "B 谁先空就给谁，结果最后那个 3 秒的任务到第 3 秒才开始。轮询恰好凑成 2 + 2、3 + 1、1 + 3，**纯属运气**。m 个工作进程一样快时，谁先空给谁，用时最多是最优的 2 − 1/m 倍；轮询却可能到 m 倍：重任务也许全压在一个身上。公平调度求的是稳，不是最快。",
    },
    tasks: [
      {
        id: "no-idle",
        text: {
          en: "And yet nobody in B was idle while work waited",
          zh: "可 B 里并没有人“有活却空闲”",
        },
        until: all(
          withoutIdle("B"),
          inArm("B", ({ counts }) => counts.done === 6),
        ),
      },
    ],
  },
  hint: {
    en: "Find task 6 in both arenas, and see when it begins.",
    zh: "在两边找到任务 6，看它什么时候开始。",
  },
  notes: [
    {
      en: "Nobody knows the weights beforehand. With hindsight one can often find a better order; with equal tasks there is none.",
      zh: "事先谁也不知道任务的轻重。事后往往能找到更好的派法；不过任务都一样重时，就没有了。",
    },
    {
      en: "The worst for three workers: 1 × 6, then 3. Five seconds against three: 2 − 1/3 times.",
      zh: "三个工作进程时最坏的例子：六个 1 秒，再来一个 3 秒。5 秒对 3 秒，正是 2 − 1/3 倍。",
    },
  ],
};
