import { EAGER } from "../scenario/default-scenario.ts";
import { armOf, inArm, wasKilled } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { actOnW1, lessonScenario, W1 } from "./lesson-scenario.ts";

export const forgottenAck: Lesson = {
  id: "forgotten-ack",
  intro: {
    en: "Manual ack protects only if the worker does acknowledge. Leave out `basic_ack` and everything looks well: tasks come, are done, results are right. Here is the tutorial's worker without that line.",
    zh: "手动确认要管用，工作进程得真的去确认。漏写一行 `basic_ack`，看上去一切正常：任务来了，做完了，结果也对。这里就是教程里的工作进程，少了那一行。",
  },
  scenario: lessonScenario({
    tasks: [1, 2, 3].map((n) => ({ text: `message ${n}.`, publishAtMs: 0 })),
    workers: 1,
    strategies: [EAGER],
    faults: [actOnW1({ type: "set-acking", acking: false }, 0)],
  }),
  figures: ["queue"],
  predict: {
    question: {
      en: "Three tasks are done and none acknowledged. What does list_queues show, ready and unacknowledged?",
      zh: "三个任务都做完了，一个也没确认。list_queues 的就绪数和未确认数是多少？",
    },
    choices: [
      { id: "0-0", text: { en: "0 0", zh: "0 0" } },
      { id: "0-3", text: { en: "0 3", zh: "0 3" } },
      { id: "3-0", text: { en: "3 0", zh: "3 0" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "A");
      if (arm?.counts.done !== 3 || arm.earlierStays.length > 0) return null;
      const text = `${arm.ready.length} ${arm.unacked}`;
      return { en: text, zh: text };
    },
  },
  run: [
    {
      id: "done",
      text: { en: "Run until the three tasks are done", zh: "运行，直到三个任务做完" },
      until: inArm("A", ({ counts }) => counts.done === 3),
    },
    {
      id: "unacked",
      text: { en: "See 0 ready, 3 unacknowledged", zh: "看到 0 就绪、3 未确认" },
      until: inArm(
        "A",
        ({ counts, unacked, ready }) => counts.done === 3 && unacked === 3 && ready.length === 0,
      ),
    },
    {
      id: "killed",
      text: {
        en: "Kill w1: all three are ready again, though done",
        zh: "终止 w1：三个都重新就绪，尽管早已做完",
      },
      buttons: [
        {
          text: { en: "Kill w1", zh: "终止 w1" },
          command: { type: "act-on-worker", worker: W1, action: { type: "kill" } },
        },
      ],
      until: inArm(
        "A",
        (arm) => wasKilled(arm, W1) && (arm.ready.length === 3 || arm.redeliveries === 3),
      ),
    },
  ],
  explain: {
    text: {
      en: "The broker can't see that the work is done; it waits for a word that never comes, and keeps every message. Restart the worker and it **does all of it again**. RabbitMQ 3.10 and 4.0 give up on such a consumer only after 30 minutes (`consumer_timeout`); 4.3 never does on a classic queue. The table to look at:",
      zh: "代理看不见活干完了没有，它等的那句确认永远不来，消息就一直留着。工作进程一重启，**全部再做一遍**。RabbitMQ 3.10 和 4.0 默认要过 30 分钟（`consumer_timeout`）才会放弃这样的消费者；到了 4.3，经典队列永远不会。排查时看这张表：",
    },
    code: "rabbitmqctl list_queues name messages_ready messages_unacknowledged",
    tasks: [
      {
        id: "again",
        text: {
          en: "Restart w1, now with basic_ack: it does them a second time",
          zh: "重启 w1（这回有 basic_ack）：它又做了一遍",
        },
        buttons: [
          {
            text: { en: "Restart w1", zh: "重启 w1" },
            command: { type: "act-on-worker", worker: W1, action: { type: "restart" } },
          },
        ],
        until: inArm("A", ({ duplicates }) => duplicates === 3),
      },
    ],
  },
  hint: {
    en: "The run does not end by itself: three messages are still out. Kill w1 while it goes on.",
    zh: "运行不会自己结束：还有三条消息没收回。趁它还在跑，终止 w1。",
  },
  notes: [
    {
      en: "On a real system the sign is a growing unacknowledged count, while everything “works”.",
      zh: "真实系统里的征兆：一切“正常”，未确认数却只涨不跌。",
    },
    {
      en: "With prefetch 1 the slip shows at once: the worker gets one task and never another.",
      zh: "如果预取是 1，这个错误马上现形：工作进程领到一个任务，就再也没有第二个。",
    },
  ],
};
