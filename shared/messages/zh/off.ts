import type { off as en } from "../en/off.ts";

export const off: typeof en = {
  viewer: "你在观看；只有打开这个实验的人可以操作",
  offline: "与服务器的连接断了",
  "broker-away": "代理不在",
  starting: "运行正在开始",
  "no-run": "还没有运行过",
  "at-the-end": "运行已经结束",
  "run-on": "运行进行时不能改",
  "nothing-to-undo": "没有可撤销的",
  "nothing-to-redo": "没有可重做的",
  slowest: "已是最慢",
  fastest: "已是最快",
  "one-at-once": "已是一次一个任务",
  "most-at-once": "已达上限",
  "auto-ack": "自动确认下没有可退回或可确认的任务",
  "empty-handed": "它手里没有任务",
};
