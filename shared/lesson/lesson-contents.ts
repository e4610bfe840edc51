import type { LessonId } from "./lesson-id.ts";
import type { Words } from "./lesson.ts";

/** A lesson as a table of contents has it: what there is to know without loading it. */
export interface LessonEntry {
  readonly title: Words;
  /** The stage's headline: what is on it. */
  readonly scene: Words;
  /** How many there are to tick off. */
  readonly tasks: number;
}

export const lessonContents: Readonly<Record<LessonId, LessonEntry>> = {
  "one-worker": {
    title: { en: "One dot is one second of work", zh: "一个点就是一秒钟的活" },
    scene: { en: "One worker, an empty queue", zh: "一个工作进程，一条空队列" },
    tasks: 4,
  },
  "two-workers": {
    title: { en: "Two workers, equal tasks", zh: "两个工作进程，任务一样重" },
    scene: { en: "The same eight tasks, dealt in two ways", zh: "同样八个任务，两种派发方式" },
    tasks: 3,
  },
  "five-messages": {
    title: { en: "The tutorial's five messages: why a tie?", zh: "教程里的五条消息：为什么打平？" },
    scene: { en: "first msg. to first msg.....", zh: "first msg. 到 first msg....." },
    tasks: 3,
  },
  "odd-heavy": {
    title: {
      en: "Why is one worker busy all the time while the other idles?",
      zh: "为什么一个忙个不停，另一个却闲着？",
    },
    scene: {
      en: "Round robin: dealt without a look at who is busy",
      zh: "轮询：派发时不看谁在忙",
    },
    tasks: 4,
  },
  "prefetch-one": {
    title: { en: "One setting: prefetch 1", zh: "只改一个设置：预取 1" },
    scene: {
      en: "The same twelve tasks; you choose the prefetch",
      zh: "还是那十二个任务，预取由你来定",
    },
    tasks: 3,
  },
  "fair-by-what": {
    title: { en: "Fair by count, or fair by work?", zh: "按个数公平，还是按工作量公平？" },
    scene: {
      en: "One task of 6 seconds, six of 1 second",
      zh: "一个 6 秒的任务，六个 1 秒的任务",
    },
    tasks: 4,
  },
  "kill-a-worker": {
    title: {
      en: "Kill a worker: auto ack against manual",
      zh: "终止一个工作进程：自动确认对手动确认",
    },
    scene: { en: "w1 dies at 10.5 s, in both arenas", zh: "两边的 w1 都在第 10.5 秒被终止" },
    tasks: 4,
  },
  "forgotten-ack": {
    title: { en: "The worker that forgot to ack", zh: "忘了确认的工作进程" },
    scene: { en: "Manual ack, and nobody sends it", zh: "手动确认，却没人发确认" },
    tasks: 4,
  },
  "hung-worker": {
    title: { en: "A hung worker, and heartbeats", zh: "卡死的工作进程与心跳" },
    scene: {
      en: "w1 hangs at 2.5 s and holds what it has",
      zh: "w1 在第 2.5 秒卡死，手里的任务不放",
    },
    tasks: 4,
  },
  "poison-task": {
    title: { en: "Poison and the delivery limit", zh: "毒消息与投递上限" },
    scene: {
      en: "A task that nobody can do, in three queues",
      zh: "一个谁也做不了的任务，三条队列",
    },
    tasks: 6,
  },
  "nack-or-reject": {
    title: { en: "Nack is not reject", zh: "nack 和 reject 不是一回事" },
    scene: {
      en: "A quorum queue whose delivery limit is 2",
      zh: "一条投递上限为 2 的仲裁队列",
    },
    tasks: 5,
  },
  "dead-letters": {
    title: { en: "Dead letters and a retry with delay", zh: "死信与延时重试" },
    scene: {
      en: "What a queue gives up: gone, kept, or tried again",
      zh: "队列放弃的：没了、留着，还是再试",
    },
    tasks: 7,
  },
  "durable-persistent": {
    title: {
      en: "Durable × persistent: restart the broker",
      zh: "队列持久化 × 消息持久化：重启代理",
    },
    scene: {
      en: "Four combinations; the broker restarts at 3 s",
      zh: "四种组合，代理在第 3 秒重启",
    },
    tasks: 5,
  },
  redeclare: {
    title: { en: "The queue that can't be redeclared", zh: "不能换设置重新声明的队列" },
    scene: { en: "A queue that is not durable, in use", zh: "一条正在使用的非持久化队列" },
    tasks: 4,
  },
  "vanished-message": {
    title: { en: "The message that vanished", zh: "凭空消失的消息" },
    scene: { en: "A wrong routing key, and nobody says so", zh: "路由键写错了，却没人告诉你" },
    tasks: 4,
  },
  "confirms-window": {
    title: { en: "Confirms and the window before the disk", zh: "发布确认与写盘前的窗口" },
    scene: {
      en: "10,000 persistent messages, and the broker dies right after",
      zh: "一万条持久化消息，刚发完代理就被杀",
    },
    tasks: 5,
  },
  "late-joiner": {
    title: { en: "The late joiner and the backlog", zh: "晚来的工作进程与积压" },
    scene: { en: "A third worker joins at 4 s", zh: "第三个工作进程在第 4 秒加入" },
    tasks: 4,
  },
  "prefetch-dial": {
    title: { en: "Prefetch is a dial: when 1 is wrong", zh: "预取是个旋钮：什么时候 1 不合适" },
    scene: { en: "Prefetch 1, 2, 3 and unlimited", zh: "预取 1、2、3 和不限" },
    tasks: 4,
  },
  "fair-loses": {
    title: { en: "When fair loses", zh: "公平调度也会输" },
    scene: { en: "Six tasks, three workers", zh: "六个任务，三个工作进程" },
    tasks: 4,
  },
  "all-busy": {
    title: { en: "All workers busy: the queue fills", zh: "都在忙：队列越来越长" },
    scene: {
      en: "A task every half second, two seconds of work each",
      zh: "每半秒来一个任务，每个要做两秒",
    },
    tasks: 4,
  },
  "free-lab": {
    title: { en: "Free lab", zh: "自由实验" },
    scene: { en: "Everything is in your hands", zh: "全都由你来定" },
    tasks: 4,
  },
};
