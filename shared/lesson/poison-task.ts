import { DELIVERIES_WITHOUT_END, POISON } from "../scenario/poison.ts";
import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { armOf, brokerName, counted, deliveriesOf, inArm, wasDropped } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

const QUORUM = { ...WAIT_FOR_ACK, queueType: "quorum" } as const;
const OTHERS = 4;

export const poisonTask: Lesson = {
  id: "poison-task",
  intro: {
    en: "Task 1 is **poison**: no worker can do it. Whoever gets it works for a second, fails, and rejects it with requeue, as a program does that catches every error and hopes for the next one. The same five tasks are in three queues: A is a **quorum queue** as you get it, B one with a **delivery limit** of 2, C a **classic** queue.",
    zh: "任务 1 是一条**毒消息**：谁也做不了。拿到它的工作进程忙上一秒，失败，再让它重新入队：程序把什么错误都接住，指望下一个能做，就是这样。同样五个任务放进三条队列：A 是一条什么都没设的**仲裁队列**，B 的**投递上限**设为 2，C 是**经典队列**。",
  },
  scenario: lessonScenario({
    tasks: [{ text: `${POISON}.`, publishAtMs: 0 }, ...tasksOfDots(Array<number>(OTHERS).fill(1))],
    workers: 1,
    strategies: [QUORUM, { ...QUORUM, deliveryLimit: 2 }, WAIT_FOR_ACK],
  }),
  captions: {
    A: { en: "Quorum queue", zh: "仲裁队列" },
    B: { en: "Quorum queue, limit 2", zh: "仲裁队列，上限 2" },
    C: { en: "Classic queue", zh: "经典队列" },
  },
  predict: {
    question: {
      en: "How often is task 1 delivered in A?",
      zh: "A 里的任务 1 会投递几次？",
    },
    choices: [
      { id: "once", text: { en: "once", zh: "1 次" } },
      { id: "some", text: { en: "21 times", zh: "21 次" } },
      { id: "endless", text: { en: "without end", zh: "没完没了" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "A");
      if (!arm) return null;
      const on = brokerName(run);
      const times = deliveriesOf(arm, 1);
      if (wasDropped(arm, 1)) {
        return {
          en: `${times} times, then it was gone (${on})`,
          zh: `${times} 次，然后就没了（${on}）`,
        };
      }
      if (times < DELIVERIES_WITHOUT_END) return null;
      return { en: `${times} times, and no end (${on})`, zh: `${times} 次，没完没了（${on}）` };
    },
  },
  run: [
    {
      id: "comes-back",
      text: {
        en: "Run: in C task 1 fails, goes back to the head of the queue, and comes again",
        zh: "点“运行”：C 里的任务 1 失败，退回队首，又来了",
      },
      until: counted("C", 3, (arm) => Math.max(0, deliveriesOf(arm, 1) - 1)),
    },
    {
      id: "held-up",
      text: { en: "Nobody does the other four meanwhile", zh: "这期间，另外四个任务没人做" },
      until: inArm("C", (arm) => deliveriesOf(arm, 1) > 4 && arm.counts.done === 0),
    },
    {
      id: "dropped",
      text: {
        en: "B delivers it three times; then it is gone, and the others are done",
        zh: "B 投递了三次，它就没了，其余的都做完了",
      },
      until: inArm("B", (arm) => wasDropped(arm, 1) && arm.counts.done === OTHERS),
    },
    {
      id: "headers",
      text: {
        en: "B counts in the header x-delivery-count, up to 2: point at its bars",
        zh: "B 用消息头 x-delivery-count 计数，数到 2：把鼠标移到它的条上看看",
      },
      until: inArm("B", ({ attempts }) => attempts.some((one) => one.deliveryCount === 2)),
    },
    {
      id: "by-itself",
      text: {
        en: "Wait for A, which nobody gave a limit: about 25 seconds",
        zh: "等等 A，没人给它设上限：大约 25 秒",
      },
      until: inArm(
        "A",
        (arm) => wasDropped(arm, 1) || deliveriesOf(arm, 1) >= DELIVERIES_WITHOUT_END,
      ),
    },
  ],
  explain: {
    text: {
      en: "What is given back goes to the **head** of its queue: one task that always fails is always next, and holds up all that wait behind it. A classic queue counts nothing, so it goes round for ever. A quorum queue counts, in the header `x-delivery-count`, and drops what comes back once more than its **delivery limit**, without a word to anybody. Where nothing is set, the limit is RabbitMQ’s: 4.0 and 4.3 have **20**, so the 21st delivery is the last; 3.10 has **none**, and gives such a task back to the tail: the others are done first, then it goes round for ever.",
      zh: "退回的任务回到**队首**：一个总是失败的任务永远排在最前面，后面的全都等着。经典队列不计次数，它就一直转下去。仲裁队列会计数，写在消息头 `x-delivery-count` 里；退回的次数一超过**投递上限**，就悄悄把它丢弃，谁也不通知。什么都不设时，上限由 RabbitMQ 定：4.0 和 4.3 是 **20**，所以第 21 次投递是最后一次；3.10 **没有上限**，这样的任务退到队尾：别的先做完，它再没完没了地转。",
    },
    code: 'arguments={"x-queue-type": "quorum", "x-delivery-limit": 2}',
    tasks: [
      {
        id: "added",
        text: {
          en: "Add a worker: in C the other four are done now, and task 1 goes round between the two",
          zh: "加一个工作进程：C 里另外四个都做完了，任务 1 还在两个之间转",
        },
        buttons: [
          {
            text: { en: "Add a worker", zh: "加一个工作进程" },
            command: { type: "add-worker" },
          },
        ],
        until: inArm("C", ({ counts }) => counts.done === OTHERS),
      },
    ],
  },
  hint: {
    en: "Speed 4× makes A’s 21 deliveries a matter of five seconds.",
    zh: "速度调到 4×，A 的 21 次投递五秒就过去了。",
  },
  notes: [
    {
      en: "Any task whose text begins with “poison” fails like this, in the free lab too: type one. With auto ack there is nobody to give it back to: it is lost the first time.",
      zh: "任何以 “poison” 开头的任务都会这样失败，自由实验里也可以输入一个。自动确认时没有谁可以退回，第一次就丢了。",
    },
    {
      en: "A dropped task is gone unless the queue has a dead-letter exchange: then it goes there, with reason delivery_limit. Nobody else is told: the lab knows because it was its own reject that was one too many.",
      zh: "被丢弃的任务就没了，除非队列设了死信交换机：那它就去那里，原因是 delivery_limit。此外谁也不会知道：实验之所以知道，是因为多出来的那一次 reject 是它自己发的。",
    },
    {
      en: "Without a limit, requeue only what may succeed the next time; reject the rest with requeue=False.",
      zh: "没有上限时，只把下次可能成功的重新入队，其余的用 requeue=False 拒绝。",
    },
  ],
};
