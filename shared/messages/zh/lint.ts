import type { lint as en } from "../en/lint.ts";

export const lint: typeof en = {
  label: (arm) => `对照区 ${arm} 的提示`,
  more: (count) => `+${count}`,
  rest: "…",
  moreName: (count, arm) =>
    count === 0 ? `对照区 ${arm} 的完整提示` : `对照区 ${arm} 还有 ${count} 条提示`,

  prefetchInert: (prefetch) => `自动确认下，预取 ${prefetch} 不起作用。`,
  fewerThanHands: (prefetch, concurrency) =>
    `预取为 ${prefetch} 时，代理最多让一个工作进程持有 ${prefetch} 个未确认的任务：它没法同时处理 ${concurrency} 个。`,
  unlimitedSlower: (dealtS, asFreeS) =>
    `这些任务轮询派发要 ${dealtS} 秒；预取设为 1 只要 ${asFreeS} 秒。`,
  persistentInTransient: "队列没有持久化，持久化的消息会随队列一起消失。",
  transientInDurable: "代理重启后队列还在，未持久化的消息就没了。",
  persistentUnconfirmed: (quietS, entries, release) =>
    `消息持久化了，却没开发布确认：丢了也没人知道。队列安静 ${quietS} 秒或攒够 ${entries} 条（RabbitMQ ${release}）之前，它们只在内存里。`,
  quorumNotDurable: "仲裁队列必须持久化：代理会以 406 拒绝它。",
  transientInQuorum: "仲裁队列照样会把这些没有持久化的消息写到磁盘。",
  unlimitedInQuorum: (prefetch) =>
    `仲裁队列把不限预取当作预取 ${prefetch}：每个工作进程最多持有这么多条，不会更多。`,
  moreWorkers: (workers, tasks) =>
    `${tasks} 个任务，${workers} 个工作进程：总有人没活干。加些任务，或减少工作进程。`,
  belowLatency: (gapMs, taskS, percent) =>
    `确认后要等 ${gapMs} 毫秒才来下一条，而一个任务只要 ${taskS} 秒：工作进程有 ${percent}% 的时间在等。`,
  hungAuto: (worker, tasks) => `${worker} 卡死了，手里的 ${tasks} 个任务代理没有副本：别人做不了。`,
  hungHeartbeats: (worker, tasks) =>
    `${worker} 卡死了，手里有 ${tasks} 个任务，心跳还在。终止它，任务就回到队列。`,
  hungSilent: (worker, tasks) =>
    `${worker} 卡死了，手里有 ${tasks} 个任务。没有心跳，代理很快会认定它失联，任务就回到队列。`,
  forgottenAcks: (unacked, workers) =>
    `${workers.join("、")} 做完的 ${unacked} 个任务永远不会确认。重启${workers.length === 1 ? "它" : "它们"}，任务就回到队列。`,
  foreign: (total, ours) =>
    `还有别人在消费这个队列：共 ${total} 个消费者，${ours} 个是我们的。关掉别人的，或再跑一次：每次运行都用自己的队列。`,
  queueDeleted: (tasks) =>
    `有人删除了这个队列${tasks === 0 ? "" : `，其中的 ${tasks} 个任务也没了`}。重新声明之前，工作进程都断开着。`,
  fewer: (count) =>
    `代理持有的消息比我们的记录少 ${count} 条：有别人从这个队列取走了消息，或者消息过期、被丢弃了。`,
  missing: (tasks) =>
    `${tasks} 个任务下落不明：没有投给任何工作进程，代理里也没有了：被别人取走，或者过期、被丢弃了。`,
  requeueLoop: (task, times) =>
    `任务 ${task} 一秒内被退回队列 ${times} 次。重新入队没有任何延迟：要么不再入队，要么等一会儿再退回。`,
  givenUp: (tasks) => `${tasks} 个任务被放弃，谁也看不到了：这个队列不保留死信。`,
  deadLetters: (tasks, queue) =>
    `${tasks} 个任务被放弃，在 ${queue} 里，还没有人去读：运行结束前，它和别的队列一样。`,
  vanished: (text, confirmed) =>
    `“${text}”发到了没有队列的地方：${confirmed ? "收到了确认，消息却没了" : "消息没了"}。只有 mandatory 会告诉你。`,
  cameBack: (text, code, reply) =>
    `“${text}”被退回：${code} ${reply}，没有队列接收。可它的确认照样是 ack。`,
  and: "、",

  remedy: {
    manual: "改为手动确认",
    prefetch: (prefetch) => `预取 ${prefetch}`,
    durable: "队列持久化",
    persistent: "消息持久化",
    declare: "重新声明",
    confirms: "开启发布确认",
    deadLetters: "保留死信",
    kill: (workers) => `终止 ${workers}`,
    resume: (workers) => `${workers} 继续`,
    restart: (workers) => `重启 ${workers}`,
    name: (remedy, arm) => `对照区 ${arm}：${remedy}`,
  },

  redeclare: {
    title: (code) => `${code}：已有的队列不能换设置重新声明。`,
    channel: (channel) => `发布者连接上的信道 ${channel} 因此被关闭；连接和其他信道都还在。`,
    remedies: ({ durable, queueType }) =>
      `两种办法：换个名字，下次运行会声明一个新的${durable ? "持久化" : "非持久化"}${queueType === "quorum" ? "仲裁" : ""}队列；或者先删掉这个队列，连同里面的消息。`,
  },
};
