import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { all, armOf, hasFinished, inArm } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

const PRECONDITION_FAILED = 406;

export const redeclare: Lesson = {
  id: "redeclare",
  intro: {
    en: "You have seen that a queue must be **durable**. So you add `durable=True` to the declaration in your program and start it. But the queue is there already, from yesterday, declared without.",
    zh: "上一课说队列要**持久化**，于是你在程序的声明里加上 `durable=True`，再启动。可这条队列昨天就在了，当时声明的是不持久。",
  },
  scenario: lessonScenario({
    tasks: tasksOfDots([3, 3, 3, 3]),
    workers: 1,
    strategies: [{ ...WAIT_FOR_ACK, durable: false }],
  }),
  controls: { durable: true },
  figures: ["queue"],
  predict: {
    question: {
      en: "A second program declares the same queue, durable. What happens?",
      zh: "另一个程序以持久化的设置声明同名队列，会怎样？",
    },
    choices: [
      { id: "durable", text: { en: "it becomes durable", zh: "队列变成持久化" } },
      { id: "nothing", text: { en: "nothing", zh: "什么也不发生" } },
      { id: "error", text: { en: "an error", zh: "报错" } },
    ],
    measured: (run) => {
      const refusal = armOf(run, "A")?.refusedRedeclare;
      if (!refusal) return null;
      return { en: `error ${refusal.replyCode}`, zh: `报错 ${refusal.replyCode}` };
    },
  },
  run: [
    {
      id: "run",
      text: { en: "Run, so that the queue exists", zh: "运行，先让队列存在" },
      until: inArm("A", ({ queue }) => queue !== null),
    },
    {
      id: "refused",
      text: {
        en: "Declare it durable, while it is in use",
        zh: "趁它在用，以持久化的设置再声明一次",
      },
      buttons: [
        {
          text: { en: "Declare with durable=True", zh: "声明，durable=True" },
          command: { type: "set-strategy", strategy: { durable: true } },
        },
      ],
      until: inArm(
        "A",
        ({ refusedRedeclare }) => refusedRedeclare?.replyCode === PRECONDITION_FAILED,
      ),
    },
    {
      id: "goes-on",
      text: { en: "The worker goes on undisturbed, to the end", zh: "工作进程不受影响，做到结束" },
      until: all(
        hasFinished,
        inArm(
          "A",
          ({ refusedRedeclare, counts }) => refusedRedeclare !== null && counts.done === 4,
        ),
      ),
    },
  ],
  explain: {
    text: {
      en: "RabbitMQ never changes a queue that exists: **406 PRECONDITION_FAILED**, in its own words above the lane. It closes the channel that asked; the connection and all other channels live on. Two remedies: **another name** (the tutorial's `task_queue`), or delete the queue first, and with it its messages. The lab uses a new name for every run.",
      zh: "RabbitMQ 从不改动已存在的队列：**406 PRECONDITION_FAILED**，原话就在泳道上方。它只关掉提出声明的那个信道，连接和别的信道都不受影响。办法有两个：**换个队列名**（教程里的 `task_queue`），或者先删掉队列，连里面的消息一起。实验每次运行都用新名字。",
    },
    code: 'channel.queue_declare(queue="task_queue", durable=True)',
    tasks: [
      {
        id: "new-name",
        text: {
          en: "Turn Durable queue on and run again, under a new name",
          zh: "打开“队列持久化”，用新名字再跑一次",
        },
        until: inArm("A", ({ queue }) => queue?.durable === true),
      },
    ],
  },
  hint: {
    en: "The run lasts 12 seconds: press the button before it ends.",
    zh: "运行持续 12 秒，要在结束前点按钮。",
  },
  notes: [
    {
      en: "Declaring with the same settings is fine, any number of times: that is why producer and consumer both do it.",
      zh: "设置相同，声明多少次都可以：所以生产者和消费者都会声明一遍。",
    },
    {
      en: "The same holds for other arguments: auto_delete, x-message-ttl, x-max-priority. A passive declare compares nothing.",
      zh: "别的参数也一样：auto_delete、x-message-ttl、x-max-priority。passive 声明什么也不比较。",
    },
  ],
};
