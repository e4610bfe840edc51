import type { ArmState } from "../run/run-state.ts";
import { POISON } from "../scenario/poison.ts";
import { WAIT_FOR_ACK } from "../scenario/presets.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { armOf, counted, deliveriesOf, inArm, inEveryArm, wasDropped } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario, W1 } from "./lesson-scenario.ts";

const GONE = { ...WAIT_FOR_ACK, queueType: "quorum", deliveryLimit: 2 } as const;
const OTHERS = 4;
/** The last task, long enough to be rejected by hand. */
const LAST = { number: OTHERS + 2, dots: 30 };

export const deadLetters: Lesson = {
  id: "dead-letters",
  intro: {
    en: "A task that nobody can do has to go somewhere. The same tasks are in two quorum queues with a **delivery limit** of 2, task 1 is **poison** again. A has nothing else: what it gives up is gone. B keeps its **dead letters**: its program rejects what it can’t do with `requeue=False`, and RabbitMQ puts it into a queue beside it.",
    zh: "谁也做不了的任务，总得有个去处。同样的任务放进两条**投递上限**为 2 的仲裁队列，任务 1 又是**毒消息**。A 别的什么都没设：放弃的就没了。B 保留**死信**：程序做不了就用 `requeue=False` 拒绝，RabbitMQ 把它放进旁边的另一条队列。",
  },
  scenario: lessonScenario({
    tasks: [
      { text: `${POISON}.`, publishAtMs: 0 },
      ...tasksOfDots([...Array<number>(OTHERS).fill(1), LAST.dots]),
    ],
    workers: 1,
    strategies: [GONE, { ...GONE, deadLetters: "kept" }],
  }),
  captions: {
    A: { en: "Given up is gone", zh: "放弃的就没了" },
    B: { en: "Dead letters kept", zh: "保留死信" },
  },
  predict: {
    question: {
      en: "How many deliveries of task 1 does it take in each until the others have their turn?",
      zh: "在两边，任务 1 各要投递几次，才轮到别的任务？",
    },
    choices: [
      { id: "same", text: { en: "three in both", zh: "两边都是 3 次" } },
      { id: "once", text: { en: "A three, B one", zh: "A 3 次，B 1 次" } },
      { id: "more", text: { en: "A one, B three", zh: "A 1 次，B 3 次" } },
    ],
    measured: (run) => {
      const [a, b] = [armOf(run, "A"), armOf(run, "B")];
      if (!a || !b || !wasDropped(a, 1) || !isDead(b, 1)) return null;
      const [ofA, ofB] = [deliveriesOf(a, 1), deliveriesOf(b, 1)];
      return { en: `A ${ofA}, B ${ofB}`, zh: `A ${ofA} 次，B ${ofB} 次` };
    },
  },
  run: [
    {
      id: "kept",
      text: {
        en: "Run: B rejects task 1 once, and has it among its dead letters",
        zh: "点“运行”：B 拒绝任务 1 一次，它就进了死信队列",
      },
      until: inArm("B", (arm) => isDead(arm, 1) && deliveriesOf(arm, 1) === 1),
    },
    {
      id: "gone",
      text: {
        en: "A tries it three times; then it is lost",
        zh: "A 试了三次，它就丢了",
      },
      until: inArm("A", (arm) => wasDropped(arm, 1)),
    },
    {
      id: "others",
      text: { en: "The short ones are done in both", zh: "两边的短任务都做完了" },
      until: counted("A", OTHERS, ({ counts }) => counts.done),
    },
    {
      id: "rejected",
      text: {
        en: "Now you: while both are at the last one, reject it without requeue (too late? Reset all)",
        zh: "轮到你了：趁两边都在做最后一个，拒绝它，不重新入队（晚了？点“全部重置”）",
      },
      buttons: [
        {
          text: { en: "Reject, no requeue", zh: "拒绝，不重新入队" },
          command: {
            type: "act-on-worker",
            worker: W1,
            action: { type: "reject", requeue: false },
          },
        },
      ],
      until: inArm("A", ({ tasks }) => tasks.at(LAST.number - 1)?.lossReason === "rejected"),
    },
  ],
  explain: {
    text: {
      en: "The queue in B names, when it is declared, where its dead letters go: to the default exchange, with the name of a second queue as routing key. What is rejected without requeue, dropped at the delivery limit, expired or pushed out by a length limit is published there, with a header `x-death` that says which queue gave it up, why and how often. It is a queue as any other: somebody reads it, mends the cause, and publishes again. Without that, `requeue=False` means thrown away.",
      zh: "B 的队列在声明时就写明死信去哪里：交给默认交换机，路由键是另一条队列的名字。被拒绝且不重新入队的、超过投递上限的、过期的、被长度上限挤出来的，都会发布到那里，带着消息头 `x-death`：哪条队列放弃的，为什么，几次。它和别的队列一样：有人去读，修好原因，再发布一次。没有它，`requeue=False` 就是扔掉。",
    },
    code: 'arguments={"x-dead-letter-exchange": "", "x-dead-letter-routing-key": "tasks.dead"}',
    tasks: [
      {
        id: "adds-up",
        text: {
          en: "Compare the two: A has lost two tasks, B none, and both are over",
          zh: "比一比：A 丢了两个任务，B 一个没丢，两边都结束了",
        },
        until: inEveryArm(({ arm, counts }) =>
          arm === "A" ? counts.lost === 2 : counts.dead === 2 && counts.lost === 0,
        ),
      },
    ],
  },
  hint: {
    en: "In the Code tab, compare B with A: the marked lines are the dead letters.",
    zh: "在“代码”页把 B 和 A 对比：标出来的行就是死信。",
  },
  notes: [
    {
      en: "A retry with a delay is the same twice: give the queue of dead letters an x-message-ttl and a dead-letter exchange that leads back. What expires there returns to the first queue, and holds nobody up meanwhile. The program reads the count in x-death and gives up in time.",
      zh: "延时重试就是把这一步做两遍：给死信队列设 x-message-ttl，再给它一个通回去的死信交换机。在那里过期的消息回到原来的队列，这期间谁也不耽误。程序看 x-death 里的次数，适可而止。",
    },
    {
      en: "Such a round needs a rejection: what goes round by expiring or at the delivery limit alone, RabbitMQ drops without a word.",
      zh: "这样转一圈必须有一次拒绝：只靠过期或投递上限转圈的消息，RabbitMQ 会悄悄丢弃。",
    },
    {
      en: "With auto ack nothing can be rejected, and so nothing is kept. In the free lab the setting is behind More.",
      zh: "自动确认时没有什么可以拒绝，也就没有死信。自由实验里，这个设置在“更多”里面。",
    },
  ],
};

function isDead({ tasks }: ArmState, task: number): boolean {
  return tasks.at(task - 1)?.place === "dead";
}
