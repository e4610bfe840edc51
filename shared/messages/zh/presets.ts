import type { presets as en } from "../en/presets.ts";

export const presets: typeof en = {
  "odd-heavy": {
    name: "奇数重、偶数轻",
    teaches: "有活却空闲：轮询派发 14 秒，预取 1 为零。24 秒对 15 秒。",
  },
  tutorial: {
    name: "教程示例",
    teaches: "教程里的五条消息，1 到 5 个点。两边都是 9 秒，看看为什么。",
  },
  equal: {
    name: "等长任务",
    teaches: "八个 2 秒的任务，作为对照。两种策略都是 8 秒。",
  },
  "one-heavy-in-three": {
    name: "三个里有一个重",
    teaches: "6、1、1 派给三个工作进程：重的全落到同一个。24 秒对 13 秒。",
  },
  "long-short": {
    name: "一长一短",
    teaches: "5、1 重复五次：公平调度更快，但仍非最优。17 秒，下界 15 秒。",
  },
  "worst-case": {
    name: "最长的在最后",
    teaches: "六个 1 秒，最后一个 3 秒：“谁先空给谁”的最坏情形。都是 5 秒，下界 3 秒。",
  },
  "fair-loses": {
    name: "公平反而更慢",
    teaches: "2、3、1、2、1、3 派给三个工作进程：轮询恰好合适。4 秒对 6 秒。",
  },
  "late-joiner": {
    name: "中途加入工作进程",
    teaches: "第三个工作进程在 4 秒时加入。轮询派发下它无活可做。12 秒对 10 秒。",
  },
  straggler: {
    name: "一个慢的工作进程",
    teaches: "第三个工作进程只有一半速度，轮询却派给它同样多。16 秒对 12 秒。",
  },
  "kill-a-worker": {
    name: "终止一个工作进程",
    teaches: "w1 在 10.5 秒时终止。自动确认丢失 4 个任务；手动确认一个不丢。",
  },
  durability: {
    name: "队列持久化 × 消息持久化",
    teaches:
      "代理在 5 秒时被强杀。只有持久化队列里的持久化消息还在，另外三个对照区未完成的全部丢失。",
  },
  "prefetch-dial": {
    name: "预取是一个旋钮",
    teaches: "5 秒、2 秒交替的任务，预取 1、2、4 与不限：21、22、25 与 30 秒。",
  },
};
