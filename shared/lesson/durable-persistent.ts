import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { armOf, hasFinished, inArm } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";
import type { RunState } from "../run/run-state.ts";

const RESTART_AT_MS = 3000;

export const durablePersistent: Lesson = {
  id: "durable-persistent",
  intro: {
    en: "Acks protect against a worker's death. Against the **broker's** there are two settings: a **durable** queue is still there after a restart, a **persistent** message is written to disk. A has both, B and C one each, D none.",
    zh: "消息确认防的是工作进程死掉。**代理**要是重启，靠的是另外两个设置：**队列持久化**（durable）让队列在重启后还在，**消息持久化**（persistent）让消息写到磁盘上。A 两个都有，B、C 各有一个，D 都没有。",
  },
  scenario: lessonScenario({
    tasks: tasksOfDots([2, 2, 2, 2]),
    workers: 1,
    strategies: [
      WAIT_FOR_ACK,
      { ...WAIT_FOR_ACK, persistent: false },
      { ...WAIT_FOR_ACK, durable: false },
      { ...WAIT_FOR_ACK, durable: false, persistent: false },
    ],
    faults: [{ type: "restart-broker", kill: false, atMs: RESTART_AT_MS }],
  }),
  captions: {
    A: { en: "Durable queue, persistent messages", zh: "队列持久，消息持久" },
    B: { en: "Durable queue, transient messages", zh: "队列持久，消息不持久" },
    C: { en: "Transient queue, persistent messages", zh: "队列不持久，消息持久" },
    D: { en: "Transient queue, transient messages", zh: "队列不持久，消息不持久" },
  },
  predict: {
    question: {
      en: "At 3 s three of the four tasks are not done yet. Where do they survive?",
      zh: "第 3 秒时，四个任务还有三个没做完。它们在哪些对照区能活下来？",
    },
    choices: [
      { id: "a", text: { en: "only in A", zh: "只有 A" } },
      { id: "ab", text: { en: "in A and B", zh: "A 和 B" } },
      { id: "abc", text: { en: "in A, B and C", zh: "A、B 和 C" } },
    ],
    measured: (run) => {
      if (!isBack(run) || run.outcome === null) return null;
      const names = run.arms.filter(({ counts }) => counts.lost === 0).map(({ arm }) => arm);
      return names.length === 0
        ? { en: "nowhere", zh: "都没有" }
        : { en: `in ${names.join(", ")}`, zh: names.join("、") };
    },
  },
  run: [
    {
      id: "restarted",
      text: { en: "Run until the broker is back", zh: "运行，直到代理恢复" },
      until: isBack,
    },
    {
      id: "kept",
      text: { en: "A keeps all its tasks", zh: "A 的任务一个没丢" },
      until: (run) => run.outcome === "finished" && armOf(run, "A")?.counts.done === 4,
    },
    {
      id: "gone",
      text: { en: "B, C and D lose three each", zh: "B、C、D 各丢三个" },
      until: (run) =>
        ["B", "C", "D"].every((id) =>
          run.arms.some((arm) => arm.arm === id && arm.counts.lost === 3),
        ),
    },
  ],
  explain: {
    text: {
      en: "It takes **both**. A durable queue with transient messages comes back empty (B). A persistent message in a queue that is not durable goes with the queue (C), so “persistent” alone protects nothing. The message a worker had in hand comes back flagged **redelivered**.",
      zh: "**两个缺一不可**。队列持久、消息不持久，回来的是空队列（B）；消息持久、队列不持久，消息跟着队列一起没了（C），所以单设消息持久化毫无用处。当时正在做的那条，回来时带着 **redelivered** 标记。",
    },
    code: 'queue_declare(queue="task_queue", durable=True) · delivery_mode=2',
    tasks: [
      {
        id: "flagged",
        text: {
          en: "In A the task in hand was redelivered",
          zh: "A 里正在做的任务被重新投递了",
        },
        until: inArm("A", ({ redeliveries }) => redeliveries >= 1),
      },
      {
        id: "over",
        text: { en: "The race went on to its end", zh: "比赛继续，直到结束" },
        until: hasFinished,
      },
    ],
  },
  hint: {
    en: "The embedded broker restarts by itself. On your own RabbitMQ, type rabbitmqctl stop_app, then start_app, while the run is on.",
    zh: "内嵌代理会自己重启。用你自己的 RabbitMQ 时，请在运行中执行 rabbitmqctl stop_app，再 start_app。",
  },
  notes: [
    {
      en: "The 2 × 2 is the same on RabbitMQ, for a stop in good order and for kill -9 two seconds later.",
      zh: "这张 2 × 2 的表在 RabbitMQ 上完全一样，正常停止和两秒后 kill -9 都一样。",
    },
    {
      en: "A persistent message is not safe the moment it is published: without confirms RabbitMQ 3.10 may take some 200 ms to write it, RabbitMQ 4.0 and 4.3 a second. Only a confirm says that it is safe.",
      zh: "持久化的消息也不是一发布就安全：不用发布确认时，RabbitMQ 3.10 可能要过 200 毫秒左右才写盘，RabbitMQ 4.0 和 4.3 要过 1 秒左右。收到发布确认（confirm）才算安全。",
    },
  ],
};

function isBack({ incidents, brokerLost }: RunState): boolean {
  return brokerLost === null && incidents.some(({ type }) => type === "broker-started");
}
