import type { Sequence } from "../kernel/sequence.ts";
import { EAGER } from "../scenario/default-scenario.ts";
import { dottedText } from "../scenario/workload.ts";
import { armOf, counted, inArm, secondsChoices, secondsWords } from "./conditions.ts";
import type { Lesson, LessonButton } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

export const oneWorker: Lesson = {
  id: "one-worker",
  intro: {
    en: "A producer sends texts to a queue on the broker. A worker takes them and, for every dot in the text, works **1 second**: `task...` is three seconds. It does one task at a time.",
    zh: "生产者把文本发到消息代理（broker）的队列里，工作进程从队列里取；文本里有几个点，就干几秒的活：`task...` 就是 **3 秒**。一个工作进程一次只做一个任务。",
  },
  scenario: lessonScenario({ tasks: [], workers: 1, strategies: [EAGER] }),
  figures: ["queue"],
  predict: {
    question: {
      en: "You send tasks of 1, 2 and 3 seconds in one go. How long until the last is done?",
      zh: "一口气发出 1 秒、2 秒、3 秒的三个任务，到最后一个做完要多久？",
    },
    choices: secondsChoices(3, 6, 9),
    measured: (run) => {
      const done = (armOf(run, "A")?.attempts ?? []).filter(({ endedAtMs }) => endedAtMs !== null);
      const last = done[2];
      const from = armOf(run, "A")?.tasks.at(0)?.publishedAtMs;
      return last?.endedAtMs == null || from === undefined
        ? null
        : secondsWords(last.endedAtMs - from);
    },
  },
  run: [
    {
      id: "start",
      text: {
        en: "Press Run: the worker attaches to the queue",
        zh: "点“运行”：工作进程连上队列",
      },
      until: inArm("A", ({ workers }) => workers.length > 0),
    },
    {
      id: "send",
      text: { en: "Send three tasks, by button or number key", zh: "发三个任务，点按钮或按数字键" },
      buttons: [1, 2, 3].map(send),
      until: counted("A", 3, ({ tasks }) => tasks.length),
    },
    {
      id: "done",
      text: { en: "Wait until three are done", zh: "等三个任务做完" },
      until: counted("A", 3, ({ counts }) => counts.done),
    },
  ],
  explain: {
    text: {
      en: "The tasks were done one after the other, so their times add up. The hatched ones were **held**: the queue had given them to the worker already, and it had not begun. Held is not ready: nobody else could have taken them.",
      zh: "任务一个接一个地做，时间就加在一起。画斜线的是**已领未做**：队列早把它们交给了工作进程，只是还没开始。它们不再是“就绪”，别人拿不到了。",
    },
    tasks: [
      {
        id: "held",
        text: { en: "Have two tasks held at the same time", zh: "让两个任务同时处于“已领未做”" },
        until: inArm("A", ({ counts, attempts }) => counts.held >= 2 || hadTwoHeld(attempts)),
      },
    ],
  },
  hint: {
    en: "Send the long one first, then two more while it runs.",
    zh: "先发那个长的，趁它在执行再发两个。",
  },
  notes: [
    {
      en: "Let someone press the keys. The numbers are the weight; nothing else about the text matters.",
      zh: "请一位同学来按键。数字就是任务的轻重，文本里别的字都不影响。",
    },
    {
      en: "Point at the queue's 0 while tasks wait: they are in the worker's buffer. All later lessons turn on this.",
      zh: "有任务在等，队列却显示 0：它们在工作进程的缓冲里。后面每一课都绕不开这一点。",
    },
  ],
};

function send(dots: number): LessonButton {
  return {
    text: { en: `Send ${".".repeat(dots)}`, zh: `发送 ${".".repeat(dots)}` },
    command: { type: "push-task", text: dottedText(dots) },
  };
}

interface Stretch {
  readonly receivedAtMs: number;
  readonly startedAtMs: number | null;
}

function hadTwoHeld(attempts: Sequence<Stretch>): boolean {
  // In order of arrival: of what had come by then, the two begun last.
  let last = -Infinity;
  let lastButOne = -Infinity;
  return attempts.some(({ receivedAtMs, startedAtMs }) => {
    const startMs = startedAtMs ?? Infinity;
    lastButOne = Math.max(lastButOne, Math.min(last, startMs));
    last = Math.max(last, startMs);
    return lastButOne > receivedAtMs;
  });
}
