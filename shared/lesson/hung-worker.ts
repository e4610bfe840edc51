import { EAGER } from "../scenario/default-scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { armOf, hasFinished, inArm, staysOf } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { actOnW1, lessonScenario, W1 } from "./lesson-scenario.ts";

export const hungWorker: Lesson = {
  id: "hung-worker",
  intro: {
    en: "A killed worker is easy: its socket closes, and the broker knows at once. A **hung** one is worse. It still answers **heartbeats**, so to the broker it is alive, and its messages stay with it.",
    zh: "工作进程被终止反而好办：套接字一断，代理马上知道。**卡死**更麻烦：只要还在应答**心跳**，代理就认为它活着，消息就一直留在它手里。",
  },
  scenario: lessonScenario({
    tasks: tasksOfDots([2, 2, 2, 2, 2, 2]),
    workers: 2,
    strategies: [EAGER],
    faults: [actOnW1({ type: "hang", heartbeats: true }, 2500)],
  }),
  figures: ["queue"],
  predict: {
    question: {
      en: "w2 has nothing left to do. Does it ever get w1's two tasks?",
      zh: "w2 做完了自己的。w1 手里那两个任务，会转给它吗？",
    },
    choices: [
      { id: "soon", text: { en: "yes, at once", zh: "马上就会" } },
      { id: "heartbeat", text: { en: "when heartbeats stop", zh: "等心跳停了才会" } },
      { id: "never", text: { en: "no, never", zh: "永远不会" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "A");
      if (arm === undefined) return null;
      if (staysOf(arm, W1).some(({ leftHow }) => leftHow === "missed-heartbeats"))
        return { en: "when heartbeats stop", zh: "心跳停了之后" };
      return arm.counts.done === 4 ? { en: "not so far", zh: "到现在也没有" } : null;
    },
  },
  run: [
    {
      id: "hung",
      text: { en: "Run until w1 hangs", zh: "运行，直到 w1 卡死" },
      until: inArm(
        "A",
        (arm) => staysOf(arm, W1).some(({ halt }) => halt?.how === "hung") || gaveUp(arm),
      ),
    },
    {
      id: "stuck",
      text: {
        en: "w2 is done; two tasks stay with w1",
        zh: "w2 做完了，两个任务仍留在 w1 手里",
      },
      until: inArm("A", (arm) => arm.counts.done >= 4 && arm.unacked > 0),
    },
    {
      id: "silent",
      text: {
        en: "Stop its heartbeats, too, and wait for the broker to give it up",
        zh: "让它的心跳也停掉，等代理放弃它",
      },
      buttons: [
        {
          text: { en: "Stop w1's heartbeats", zh: "停掉 w1 的心跳" },
          command: {
            type: "act-on-worker",
            worker: W1,
            action: { type: "hang", heartbeats: false },
          },
        },
      ],
      until: inArm("A", gaveUp),
    },
  ],
  explain: {
    text: {
      en: "The broker gives up a silent connection after two to three times the heartbeat timeout: it is 3 s here, 60 s by default, and a heartbeat goes every half of it. Only then do its tasks go to w2. Should w1 wake up after all, it goes on with its task, and its ack is **refused**: 406, unknown delivery tag. The work is done twice.",
      zh: "连接没有动静，代理要等心跳超时的两到三倍才放弃它（超时这里是 3 秒，默认 60 秒；每过一半就发一次心跳），任务这才转给 w2。要是 w1 后来又醒了，它会接着做手上的任务，而它的确认会被**拒绝**：406，unknown delivery tag。同一个活做了两遍。",
    },
    tasks: [
      {
        id: "rescued",
        text: { en: "All six tasks are done after all", zh: "六个任务终于都做完了" },
        until: hasFinished,
      },
    ],
  },
  hint: {
    en: "Heartbeats run on real time: at 20× the six to nine seconds look like minutes on the ruler.",
    zh: "心跳按真实时间走：在 20× 下，那六到九秒在时间轴上会显得像好几分钟。",
  },
  notes: [
    {
      en: "pika's blocking worker does this by itself: a callback that sleeps for minutes answers no heartbeat, and the broker hands its message to another.",
      zh: "pika 的阻塞式消费者自己就会这样：回调里一睡几分钟，就没法应答心跳，代理会把消息交给别人。",
    },
    {
      en: "Against a worker that hangs and still answers, there is consumer_timeout (30 minutes by default on RabbitMQ 3.10 and 4.0; on 4.3 classic queues have none), or prefetch 1: it then keeps one task, not all.",
      zh: "对付卡死却还应答心跳的，有 consumer_timeout（RabbitMQ 3.10 和 4.0 默认 30 分钟；4.3 的经典队列没有），或者预取 1：它最多扣住一个任务，而不是一堆。",
    },
  ],
};

function gaveUp(arm: Parameters<typeof staysOf>[0]): boolean {
  return staysOf(arm, W1).some(({ leftHow }) => leftHow === "missed-heartbeats");
}
