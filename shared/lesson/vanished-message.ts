import type { AstrayMessage } from "../run/run-state.ts";
import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { armOf, counted, inArm } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

/** Confirmed, and given to nobody. */
const isVanished = ({ mandatory, confirmed }: AstrayMessage) => !mandatory && confirmed;

export const vanishedMessage: Lesson = {
  id: "vanished-message",
  intro: {
    en: "The tutorial's last listing declares `task_queue` and then publishes with `routing_key='hello'`, the old name. It prints `Sent`. Here the same slip: a text sent to a queue that is not there.",
    zh: "教程最后一段代码声明的是 `task_queue`，发布时写的却还是旧名字 `routing_key='hello'`，照样打印 `Sent`。这里重演这个笔误：把消息发往一条不存在的队列。",
  },
  scenario: lessonScenario({ tasks: [], workers: 1, strategies: [WAIT_FOR_ACK] }),
  figures: ["queue"],
  predict: {
    question: {
      en: "The publisher uses confirms. What does the broker answer?",
      zh: "发布者开了发布确认（confirm）。代理会怎么答复？",
    },
    choices: [
      { id: "error", text: { en: "an error", zh: "报错" } },
      { id: "nack", text: { en: "a nack", zh: "否定确认" } },
      { id: "ack", text: { en: "an ack, as if all were well", zh: "肯定确认，若无其事" } },
    ],
    measured: (run) => {
      const vanished = armOf(run, "A")?.astray.some(isVanished);
      return vanished === true ? { en: "an ack", zh: "肯定确认" } : null;
    },
  },
  run: [
    {
      id: "start",
      text: { en: "Press Run: queue and worker are there", zh: "点“运行”：队列和工作进程就位" },
      until: inArm("A", ({ workers }) => workers.length > 0),
    },
    {
      id: "vanished",
      text: {
        en: "Send to the wrong name: confirmed, and gone",
        zh: "发到错的名字：被确认了，也没了",
      },
      buttons: [
        {
          text: { en: "Send to hello", zh: "发往 hello" },
          command: { type: "publish-astray", text: "hello.", mandatory: false },
        },
      ],
      until: inArm("A", ({ astray }) => astray.some(isVanished)),
    },
    {
      id: "returned",
      text: {
        en: "Send it with mandatory: the broker gives it back",
        zh: "加上 mandatory 再发：代理把它退了回来",
      },
      buttons: [
        {
          text: { en: "Send to hello, mandatory", zh: "发往 hello，mandatory" },
          command: { type: "publish-astray", text: "hello.", mandatory: true },
        },
      ],
      until: inArm("A", ({ astray }) => astray.some(({ returned }) => returned !== null)),
    },
  ],
  explain: {
    text: {
      en: "A message goes to an **exchange**, and on to whatever queues match. When none does, RabbitMQ drops it and considers itself done: no error, and the confirm is an **ack**, for it means “handled”, not “queued”. Only with `mandatory` does it say so: **312 NO_ROUTE**, before the confirm. Declaring `task_queue` helps only if that is where you publish.",
      zh: "消息先到**交换机**，再到匹配的队列。一个都不匹配，RabbitMQ 就把它丢掉，当作办完了：不报错，confirm 也是**肯定确认**，因为它的意思是“已处理”，不是“已入队”。加上 `mandatory` 才会退回：**312 NO_ROUTE**，而且先于 confirm。声明了 `task_queue`，也得真往那里发才行。",
    },
    code: 'basic_publish(exchange="", routing_key="task_queue", body=…, mandatory=True)',
    tasks: [
      {
        id: "arrived",
        text: {
          en: "Send one to the right name, and have it done",
          zh: "往对的名字发一个，并做完",
        },
        buttons: [
          {
            text: { en: "Send to the queue", zh: "发往这条队列" },
            command: { type: "push-task", text: "hello." },
          },
        ],
        until: counted("A", 1, ({ counts }) => counts.done),
      },
    ],
  },
  hint: {
    en: "Read the log: what is said of the first message, and what of the second.",
    zh: "看日志：第一条消息说了什么，第二条又说了什么。",
  },
  notes: [
    {
      en: "If a queue hello is left over from an earlier section, the slip “works”: persistent messages pile up in a queue that is not durable.",
      zh: "如果前面章节留下的 hello 队列还在，这个笔误就“能用”：持久化消息堆进了一条非持久化队列。",
    },
    {
      en: "pika raises UnroutableError only with confirms and mandatory together.",
      zh: "pika 只有同时用 confirm 和 mandatory，才会抛 UnroutableError。",
    },
  ],
};
