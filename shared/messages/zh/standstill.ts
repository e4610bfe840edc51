import type { StandstillMessages } from "../en/standstill.ts";

const it = (workers: readonly string[]) => (workers.length === 1 ? "它" : "它们");

export const standstill: StandstillMessages = {
  nobodyThere: (count) => `${count} 个任务在等，却没有工作进程来取：运行结束不了。请增加工作进程。`,
  hung: (workers, count) =>
    `${workers.join("、")} 卡死了，还有 ${count} 个任务在等：运行结束不了。终止${it(workers)}，或让${it(workers)}继续。`,
  hungUnprotected: (workers, count) =>
    `${workers.join("、")} 卡死了，还有 ${count} 个任务在等，代理没有副本：${it(workers)}不继续，运行就结束不了。`,
  paused: (workers, count) =>
    `${workers.join("、")} 暂停着，还有 ${count} 个任务在等：运行结束不了。让${it(workers)}继续。`,
  acksForgotten: (workers, count) =>
    `${workers.join("、")} 做完了 ${count} 个任务却永远不会确认：运行结束不了。重启${it(workers)}。`,
  comesBack: (count) =>
    `有 ${count} 个任务谁也做不了，没完没了地退回：运行结束不了。设了投递上限的仲裁队列会丢弃${count === 1 ? "它" : "它们"}。`,
};
