import { presets } from "../scenario/presets.ts";
import { all, finishOf, firstDone, hasFinished, inEveryArm } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";

export const freeLab: Lesson = {
  id: "free-lab",
  intro: {
    en: "All settings are there now, on each arena. Three things to try; in the lab itself (top right) you can also write your own tasks, add arenas and share it.",
    zh: "现在每个对照区的设置都放开了。下面有三件事可以试；到右上角的“自由实验”里，还能自己写任务、增加对照区、分享给别人。",
  },
  scenario: { ...presets["odd-heavy"], preset: null },
  controls: { everything: true },
  predict: {
    question: {
      en: "Give B prefetch 2 instead of 1. Is it faster?",
      zh: "把 B 的预取从 1 改成 2，会更快吗？",
    },
    choices: [
      { id: "faster", text: { en: "faster", zh: "更快" } },
      { id: "same", text: { en: "the same", zh: "一样" } },
      { id: "slower", text: { en: "slower", zh: "更慢" } },
    ],
    measured: (run) => {
      const prefetch = run.arms.find(({ arm }) => arm === "B")?.strategy.prefetch;
      const finishMs = finishOf(run, "B");
      if (prefetch !== 2 || finishMs === null) return null;
      if (finishMs > 15_500) return { en: "slower", zh: "更慢" };
      return finishMs < 14_500 ? { en: "faster", zh: "更快" } : { en: "the same", zh: "一样" };
    },
  },
  run: [
    { id: "run", text: { en: "Run any race to its end", zh: "随便跑完一场" }, until: hasFinished },
    {
      id: "tie",
      text: { en: "Make A and B finish together", zh: "让 A 和 B 同时完成" },
      until: (run) => firstDone(run)?.en === "a tie",
    },
    {
      id: "speed",
      text: {
        en: "Finish a race with a worker that is slower than the others",
        zh: "让一个工作进程比别人慢，再跑完一场",
      },
      until: all(hasFinished, ({ arms }) =>
        arms.some(({ workers }) => new Set(workers.map(({ speed }) => speed)).size > 1),
      ),
    },
  ],
  explain: {
    text: {
      en: "What to take home: **the queue deals, it does not weigh**. What is held is out of its reach. Manual ack so that nothing is lost; a small prefetch so that nothing is hoarded; durable and persistent against a restart; and a worker that can do a task twice.",
      zh: "记住这几条：**队列只管派，不管轻重**；已经派出去的，它就管不着了。手动确认，才不会丢；预取设小，才不会囤；队列和消息都持久化，才不怕重启；还有，工作进程要能承受同一任务做两遍。",
    },
    tasks: [
      {
        id: "nothing-lost",
        text: { en: "End a race in which every task was done", zh: "跑完一场，任务一个不落" },
        until: all(
          hasFinished,
          inEveryArm(({ counts, tasks }) => counts.done === tasks.length),
        ),
      },
    ],
  },
  hint: {
    en: "Give both arenas the same prefetch, and they tie. “slow” stands beside each worker.",
    zh: "两边的预取设成一样就会打平；“减速”在每个工作进程旁边。",
  },
  notes: [
    {
      en: "Let the class set a task for each other: find a list of tasks on which B loses.",
      zh: "让大家互相出题：找出一份让 B 输掉的任务表。",
    },
  ],
};
