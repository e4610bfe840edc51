import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import { all, armOf, finishedAt, hasFinished, inArm, tasksOf } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";

export const lateJoiner: Lesson = {
  id: "late-joiner",
  intro: {
    en: "Work piles up, so you start one more worker: **scaling out**. Twelve tasks of 2 seconds, two workers, and w3 joins at 4 seconds.",
    zh: "活积压了，于是再起一个工作进程，这叫**横向扩容**。十二个 2 秒的任务，两个工作进程，w3 在第 4 秒加入。",
  },
  scenario: {
    ...presets["late-joiner"],
    preset: null,
    arms: presets["late-joiner"].arms.map((arm) => ({
      ...arm,
      strategy: arm.arm === "A" ? EAGER : WAIT_FOR_ACK,
    })),
  },
  controls: {},
  figures: [],
  predict: {
    question: { en: "How many tasks does w3 get in A?", zh: "在 A 里，w3 能分到几个任务？" },
    choices: [
      { id: "0", text: { en: "none", zh: "一个也没有" } },
      { id: "2", text: { en: "2", zh: "2 个" } },
      { id: "4", text: { en: "4", zh: "4 个" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "A");
      if (arm === undefined || run.outcome !== "finished") return null;
      const count = tasksOf(arm, "w3").length;
      return count === 0
        ? { en: "none", zh: "一个也没有" }
        : { en: String(count), zh: `${count} 个` };
    },
  },
  run: [
    { id: "run", text: { en: "Run both to the end", zh: "把两边都跑完" }, until: hasFinished },
    {
      id: "none",
      text: { en: "A: w3 came and got nothing", zh: "A：w3 来了，什么也没分到" },
      until: all(
        hasFinished,
        inArm("A", (arm) => tasksOf(arm, "w3").length === 0),
      ),
    },
    {
      id: "some",
      text: { en: "B: w3 had work from its first moment", zh: "B：w3 一来就有活干" },
      until: inArm("B", (arm) => tasksOf(arm, "w3").length >= 2),
    },
  ],
  explain: {
    text: {
      en: "In A the queue was empty long before w3 came: everything was dealt at 0 s. **A new worker gets only what is still in the queue.** The same with a backlog: five messages wait, w1 attaches, then w2, and w1 gets all five. Who attaches to a backlog without a limit is handed up to 200 messages in one go (RabbitMQ 3.10.8); workers that are there already take turns.",
      zh: "A 的队列在 w3 来之前早就空了：第 0 秒全派完了。**新来的只能拿队列里还剩的。**有积压时也一样：五条消息在等，先来的 w1 一口气全拿走，后来的 w2 一条也没有。预取不限的消费者一连上有积压的队列，就会一口气领到至多 200 条（RabbitMQ 3.10.8）；早就连着的几个，则是轮流来。",
    },
    tasks: [
      {
        id: "sooner",
        text: { en: "B finished at 10 s, A at 12 s", zh: "B 第 10 秒完成，A 第 12 秒" },
        until: all(finishedAt("B", 10_000), finishedAt("A", 12_000)),
      },
    ],
  },
  hint: {
    en: "Look at A's queue at 4 s: it says 0.",
    zh: "看第 4 秒时 A 的队列：是 0。",
  },
  notes: [
    {
      en: "Autoscaling that counts only ready messages does not see A's backlog: the queue is empty, the buffers are not. It must count the unacknowledged ones, too.",
      zh: "只数就绪消息的自动扩容，看不见 A 的积压：队列是空的，满的是缓冲。未确认的也要数进去。",
    },
  ],
};
