import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import { all, armOf, hasFinished, inArm, metricsOf, tasksOf } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

export const fairByWhat: Lesson = {
  id: "fair-by-what",
  intro: {
    en: "“Fair” can mean that everyone gets as many messages, or that everyone works as long. **Jain's index** measures either: 1 is perfectly even, 0.5 means that one of two has all.",
    zh: "“公平”可以指每人分到的消息一样多，也可以指每人干活的时间一样长。**Jain 公平指数**两种都能量：1 表示完全平均，0.5 表示两个里有一个全占了。",
  },
  scenario: lessonScenario({
    tasks: tasksOfDots([6, 1, 1, 1, 1, 1, 1]),
    workers: 2,
    strategies: [EAGER, WAIT_FOR_ACK],
  }),
  predict: {
    question: {
      en: "B waits for the ack. How many of the 7 messages does w1 get there?",
      zh: "B 等确认。7 条消息里，w1 在 B 里能拿到几条？",
    },
    choices: [
      { id: "1", text: { en: "1", zh: "1 条" } },
      { id: "3", text: { en: "3", zh: "3 条" } },
      { id: "4", text: { en: "4", zh: "4 条" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "B");
      if (arm === undefined || run.outcome !== "finished") return null;
      const count = tasksOf(arm, "w1").length;
      return { en: String(count), zh: `${count} 条` };
    },
  },
  run: [
    { id: "run", text: { en: "Run both to the end", zh: "把两边都跑完" }, until: hasFinished },
    {
      id: "by-count",
      text: {
        en: "A: 4 and 3 messages, nearly even by count",
        zh: "A：4 条和 3 条，按个数几乎平均",
      },
      until: all(
        hasFinished,
        inArm("A", (arm) => tasksOf(arm, "w1").length === 4 && tasksOf(arm, "w2").length === 3),
      ),
    },
    {
      id: "by-work",
      text: {
        en: "B: 6 and 6 seconds, even by work",
        zh: "B：6 秒和 6 秒，按工作量平均",
      },
      until: all(hasFinished, (run) => (metricsOf(run, "B")?.fairnessByWork ?? 0) > 0.97),
    },
  ],
  explain: {
    text: {
      en: "A is fair by **count** (0.98) and not by work (0.80: 9 s against 3 s). B is the other way round: 1 message against 6 is 0.66 by count, and **1.00 by work**. Prefetch 1 is called fair dispatch because it evens out the work; a dashboard that counts messages shows it as the unfair one.",
      zh: "A 按**个数**公平（0.98），按工作量不公平（0.80：9 秒对 3 秒）。B 正好反过来：1 条对 6 条，按个数只有 0.66，按**工作量**却是 1.00。预取 1 之所以叫公平调度，公平的是工作量；只数消息的看板会说它最不公平。",
    },
    tasks: [
      {
        id: "opposite",
        text: {
          en: "By count A is the fairer one, by work B is",
          zh: "按个数 A 更公平，按工作量 B 更公平",
        },
        until: all(hasFinished, (run) => {
          const [a, b] = [metricsOf(run, "A"), metricsOf(run, "B")];
          return (
            (a?.fairnessByMessages ?? 0) > (b?.fairnessByMessages ?? 1) &&
            (a?.fairnessByWork ?? 1) < (b?.fairnessByWork ?? 0)
          );
        }),
      },
    ],
  },
  hint: {
    en: "Count the bars on each lane, then compare how far they reach.",
    zh: "先数每条泳道上有几个条，再看它们各自伸到哪里。",
  },
  notes: [
    {
      en: "Ask which of the two your own monitoring shows. Consumer message rates are the count.",
      zh: "问问大家自己的监控看的是哪一种。消费者的消息速率，数的是个数。",
    },
    {
      en: "B is done at 6 s, A at 9 s: even work is also the faster one here. A later lesson shows that it need not be.",
      zh: "B 第 6 秒完成，A 第 9 秒：这里工作量平均也更快。但不总是这样，后面有一课专门看反例。",
    },
  ],
};
