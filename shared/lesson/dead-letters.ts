import type { ArmState } from "../run/run-state.ts";
import { POISON } from "../scenario/poison.ts";
import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import type { ArmId } from "../scenario/scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { armOf, counted, deliveriesOf, inArm, inEveryArm, wasDropped } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario, W1 } from "./lesson-scenario.ts";

const GONE = { ...WAIT_FOR_ACK, queueType: "quorum", deliveryLimit: 2 } as const;
const OTHERS = 4;
/** The last task, long enough to be rejected by hand. */
const LAST = { number: OTHERS + 2, dots: 12 };

/** In the end. */
const LOST: Readonly<Partial<Record<ArmId, number>>> = { A: 2, B: 0, C: 1 };

export const deadLetters: Lesson = {
  id: "dead-letters",
  intro: {
    en: "A task that nobody can do has to go somewhere. The same tasks are in three queues, task 1 is **poison** again. A has a **delivery limit** of 2 and nothing else: what it gives up is gone. B keeps its **dead letters**: its program rejects what it can’t do with `requeue=False`, and RabbitMQ puts it into a queue beside it. In C they come back from there after five seconds: a **retry with delay**, three tries.",
    zh: "谁也做不了的任务，总得有个去处。同样的任务放进三条队列，任务 1 又是**毒消息**。A 的**投递上限**为 2，别的什么都没设：放弃的就没了。B 保留**死信**：程序做不了就用 `requeue=False` 拒绝，RabbitMQ 把它放进旁边的另一条队列。C 的死信五秒后会回来：**延时重试**，一共三次。",
  },
  scenario: lessonScenario({
    tasks: [
      { text: `${POISON}.`, publishAtMs: 0 },
      ...tasksOfDots([...Array<number>(OTHERS).fill(1), LAST.dots]),
    ],
    workers: 1,
    strategies: [GONE, { ...GONE, deadLetters: "kept" }, { ...WAIT_FOR_ACK, deadLetters: "retry" }],
  }),
  captions: {
    A: { en: "Given up is gone", zh: "放弃的就没了" },
    B: { en: "Dead letters kept", zh: "保留死信" },
    C: { en: "Retry with delay", zh: "延时重试" },
  },
  predict: {
    question: {
      en: "How many deliveries of task 1 does it take in A and in B until the others have their turn?",
      zh: "在 A 和 B，任务 1 各要投递几次，才轮到别的任务？",
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
      text: { en: "The short ones are done", zh: "短任务都做完了" },
      until: counted("A", OTHERS, ({ counts }) => counts.done),
    },
    {
      id: "rejected",
      text: {
        en: "Now you: while all are at the last one, reject it without requeue (too late? Reset all)",
        zh: "轮到你了：趁大家都在做最后一个，拒绝它，不重新入队（晚了？点“全部重置”）",
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
    {
      id: "back",
      text: {
        en: "C waits five seconds, has it back, and does it",
        zh: "C 等了五秒，它又回来了，这次做完了",
      },
      until: inArm("C", ({ tasks }) => tasks.at(LAST.number - 1)?.place === "done"),
    },
    {
      id: "gave-up",
      text: {
        en: "C tries task 1 a third time, and gives it up",
        zh: "C 第三次试任务 1，放弃了它",
      },
      until: inArm("C", ({ tasks }) => tasks.at(0)?.lossReason === "gave-up"),
    },
  ],
  explain: {
    text: {
      en: "The queue in B names, when it is declared, where its dead letters go: to the default exchange, with the name of a second queue as routing key. What is rejected without requeue, dropped at the delivery limit, expired or pushed out by a length limit is published there, with a header `x-death` that says which queue gave it up, why and how often. It is a queue as any other: somebody reads it, mends the cause, and publishes again. Without that, `requeue=False` means thrown away. C does the same twice: its queue of dead letters has an `x-message-ttl` of 5000 and leads back, so what expires there returns, and holds nobody up meanwhile. The program reads the count in `x-death`, or it would go round for ever.",
      zh: "B 的队列在声明时就写明死信去哪里：交给默认交换机，路由键是另一条队列的名字。被拒绝且不重新入队的、超过投递上限的、过期的、被长度上限挤出来的，都会发布到那里，带着消息头 `x-death`：哪条队列放弃的，为什么，几次。它和别的队列一样：有人去读，修好原因，再发布一次。没有它，`requeue=False` 就是扔掉。C 把这一步做了两遍：死信队列的 `x-message-ttl` 是 5000，又通回原来的队列，在那里过期的就回来，这期间谁也不耽误。程序要看 `x-death` 里的次数，不然它会一直转下去。",
    },
    code: 'arguments={"x-dead-letter-exchange": "", "x-dead-letter-routing-key": "tasks.dead"}',
    tasks: [
      {
        id: "adds-up",
        text: {
          en: "Compare the three: A has lost two tasks, B none, C only the one nobody can do",
          zh: "比一比：A 丢了两个任务，B 一个没丢，C 只丢了谁也做不了的那个",
        },
        until: inEveryArm(({ arm, counts }) => counts.lost === LOST[arm]),
      },
    ],
  },
  hint: {
    en: "In the Code tab, compare B with A: the marked lines are the dead letters.",
    zh: "在“代码”页把 B 和 A 对比：标出来的行就是死信。",
  },
  notes: [
    {
      en: "The wait is the broker’s, by its own clock: five seconds whatever the lab’s speed, and while the lab is paused. What C gives up is acknowledged and gone; a program would write it down, or publish it elsewhere.",
      zh: "等待由代理按自己的时钟计：不管实验的速度多少、有没有暂停，都是五秒。C 放弃的任务确认之后就没了；真正的程序会把它记下来，或者发布到别处。",
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
