import { keepsDead } from "../../scenario/dead-letters.ts";
import { declaredLimitOf, type QueueSettings } from "../../scenario/queue-settings.ts";
import type { LogMessages } from "../en/log.ts";

export const log: LogMessages = {
  label: "本次运行的事件",
  filter: "显示",
  all: "全部",
  arm: (arm) => `对照区 ${arm}`,
  none: "还没有发生任何事。运行中的每个事件都会列在这里。",
  at: (seconds) => `${seconds} 秒`,
  goTo: "看这个时刻",
  seq: "序号",
  time: "时间",
  event: "事件",
  events: {
    runOpened: (tasks, broker) => `开始运行：计划 ${tasks} 个任务，代理为 ${broker}`,
    queueDeclared: (queue, settings) => `声明队列 ${queue}，${queueWords(settings)}`,
    declareRefused: (queue, code, text) => `队列 ${queue} 被拒绝：${code} ${text}`,
    queueRedeclared: (queue, settings) =>
      `再次声明队列 ${queue}，${queueWords(settings)}，与原来一致`,
    redeclareRefused: (channel, code, text) =>
      `重新声明队列，信道 ${channel} 因此被关闭：${code} ${text}`,
    foreignConsumers: (count) =>
      count === 0 ? "不再有别人消费这个队列" : `这个队列上有 ${count} 个不属于我们的消费者`,
    queueDeleted: (queue) => `有人删除了队列 ${queue}`,
    brokerHoldsFewer: (count) =>
      count === 0 ? "代理持有的消息又与我们的记录一致" : `代理持有的消息比我们的记录少 ${count} 条`,
    foreignMessage: (worker, text) => `${worker} 收到一条不属于我们的消息，没有做：${text}`,
    republished: (task) => `再次发布任务 ${task}：一直没有收到确认，队列里也没有它`,
    refused: (task) => `任务 ${task} 被拒收：代理对发布回了 nack`,
    missing: (task, by) =>
      `任务 ${task} 下落不明：${
        {
          "queue-deleted": "它的队列被删除了",
          purged: "有人清空了它的队列",
          taken: "有别人把它从队列取走了",
          expired: "它在队列里过期了",
          dropped: "队列满了，它被丢弃",
          "dead-lettered": "它被转到了死信交换机",
          unknown: "队列里没有它，也没有投给我们的工作进程",
        }[by]
      }`,
    found: (task) => `任务 ${task} 其实还在队列里`,
    publishedAstray: (text, routingKey, mandatory) =>
      `发布到并不存在的队列 ${routingKey}${mandatory ? "（mandatory）" : ""}：${text}`,
    astrayConfirmed: (message) => `走失的消息 ${message}：代理照样确认`,
    astrayReturned: (message, code, text) => `走失的消息 ${message} 被退回：${code} ${text}`,
    burstBegun: (count, confirms) =>
      `连发 ${count} 条消息，${confirms ? "开发布确认" : "发出不管"}`,
    burstSent: (sent) => `连发：已发 ${sent} 条`,
    burstConfirmed: (confirmed) => `连发：已确认 ${confirmed} 条`,
    burstAnswered: "连发：代理已答复，发布者的事做完了",
    burstCounted: (survived) =>
      survived === null ? "连发：代理没说还剩多少" : `连发：清点队列，剩 ${survived} 条`,
    workerJoined: (worker, speed, concurrency) =>
      `${worker} 加入，速度 ${speed}×${concurrency === 1 ? "" : `，并发数 ${concurrency}`}`,
    workerLeft: (worker, how) =>
      ({
        stopped: `${worker} 离开`,
        killed: `${worker} 被终止`,
        "broker-lost": `${worker} 与代理断开`,
        "missed-heartbeats": `${worker} 没有心跳，代理认定它已失联`,
      })[how],
    workerPaused: (worker) => `${worker} 暂停`,
    workerHung: (worker, heartbeats) =>
      heartbeats ? `${worker} 卡死，心跳仍在` : `${worker} 卡死，心跳也停了`,
    workerResumed: (worker) => `${worker} 继续工作`,
    workerAcking: (worker, acking) => (acking ? `${worker} 恢复确认` : `${worker} 忘了确认`),
    workerSpeed: (worker, speed) => `${worker} 的速度改为 ${speed}×`,
    published: (task, text, seconds) =>
      `发布任务 ${task}：${text}（${seconds === null ? "时长未知" : `${seconds} 秒`}）`,
    publishedOutside: (task, text, seconds, asked) =>
      asked === null
        ? `任务 ${task} 来自外部，由别人发布：${text}（${seconds} 秒）`
        : `任务 ${task} 来自外部，由别人发布：${text}（要求 ${asked} 秒，只做其中 ${seconds} 秒）`,
    confirmed: (task) => `代理确认收到任务 ${task}`,
    returned: (task, code, text) => `任务 ${task} 被退回：${code} ${text}`,
    received: (task, worker, redelivered, counts) =>
      [`任务 ${task} 投递给 ${worker}`, ...(redelivered ? ["重新投递"] : []), ...counts].join("，"),
    started: (task, worker) => `${worker} 开始任务 ${task}`,
    lateWorkStarted: (task, worker) => `${worker} 继续做任务 ${task}，而代理早已把它收回`,
    ackRefused: (task, worker, code, text) =>
      `${worker} 对任务 ${task} 的确认来得太晚：${code} ${text}`,
    ackLost: (task, worker) => `${worker} 对任务 ${task} 的确认没有送到代理，任务又回到队列`,
    finished: (task, worker) => `${worker} 完成任务 ${task}`,
    acked: (task, worker) => `${worker} 确认任务 ${task}`,
    nacked: (task, worker, requeue) =>
      requeue
        ? `${worker} 把任务 ${task} 退回队列：basic.nack`
        : `${worker} 放弃任务 ${task}：basic.nack，不重新入队`,
    rejected: (task, worker, requeue) =>
      requeue ? `${worker} 把任务 ${task} 退回队列：basic.reject` : `${worker} 拒绝任务 ${task}`,
    lost: (task, why) =>
      ({
        "auto-acked-worker-gone": `任务 ${task} 丢失：投递时已自动确认，而工作进程已不在`,
        "broker-lost-it": `任务 ${task} 丢失：代理已没有它`,
        unconfirmed: `任务 ${task} 丢失：发布时连接断开，而没有人等待发布确认`,
        rejected: `任务 ${task} 丢失：被拒绝且不重新入队`,
        "gave-up": `任务 ${task} 丢失：每次重试都失败，工作进程放弃了它`,
        "delivery-limit": `任务 ${task} 丢失：退回的次数超过了队列的投递上限，被丢弃`,
        "auto-acked-work-failed": `任务 ${task} 丢失：投递时已自动确认，工作进程却做不了`,
      })[why],
    deadLettered: (task, why) =>
      why === "rejected"
        ? `任务 ${task} 进了死信队列：被拒绝且不重新入队`
        : `任务 ${task} 进了死信队列：退回的次数超过了队列的投递上限`,
    settingsChanged: (settings) => `设置改为：${settings}`,
    brokerRestartAsked: (kill) => (kill ? "代理被强制终止并重新启动" : "重启代理"),
    brokerRestartFailed: (reason) =>
      reason === null ? "代理没有重启：它不归本实验管" : `重启代理失败：${reason}`,
    brokerSilent: (atS) => `代理自 ${atS} 秒起没有回应`,
    brokerAnswered: "代理重新回应",
    brokerStopped: (reason) => `代理停止应答：${reason}`,
    brokerStarted: (broker) => `代理恢复应答：${broker}`,
    clockPaused: "暂停",
    clockResumed: "继续",
    speedChanged: (speed) => `速度 ${speed}×`,
    noted: (text) => `备注：${text}`,
    runClosed: (outcome, mismatches) =>
      `运行${{ finished: "完成", stopped: "被停止", failed: "失败" }[outcome]}${
        mismatches === 0 ? "" : `，${mismatches} 处计数与代理不一致`
      }`,
    other: (type) => type,
  },
};

function queueWords(settings: QueueSettings): string {
  const { durable, queueType } = settings;
  const limit = declaredLimitOf(settings);
  return [
    ...(queueType === "quorum" ? ["仲裁队列"] : []),
    ...(limit === undefined ? [] : [`投递上限 ${limit}`]),
    ...(keepsDead(settings) ? [settings.deadLetters === "retry" ? "死信重试" : "保留死信"] : []),
    durable ? "持久化" : "不持久化",
  ].join("，");
}
