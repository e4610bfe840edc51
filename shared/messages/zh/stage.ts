import type { stage as en } from "../en/stage.ts";

export const stage: typeof en = {
  pastIsLoading: "这次运行之前的记录还在加载，没到这一刻：现在看到的是更早的样子。",
  arena: (arm, title, detail) => [`对照区 ${arm}`, title, detail].filter(Boolean).join("，"),
  strategy: {
    eager: { title: "轮询派发", gloss: ["", "Round robin", "：任务一到就派出。"] },
    fair: { title: "公平调度", gloss: ["", "Fair dispatch", "：手里只有一个任务。"] },
    limited: { title: "预取", gloss: ["介于两者之间：手里只有几个任务。", "", ""] },
    autoAck: { title: "自动确认", gloss: ["任务一发出，代理就不再记得它。", "", ""] },
    manualAck: { title: "手动确认", gloss: ["确认之前，代理一直留着任务。", "", ""] },
  },
  glossLanguage: "en",
  prefetchIs: (prefetch) => `预取 ${prefetch}`,
  prefetchUnlimited: "预取不限",

  controls: {
    prefetch: "预取",
    unlimited: "不限",
    other: "…",
    otherPrefetch: "其他预取值，1 到 65535",
    prefetchField: "预取值，1 到 65535 的整数",
    prefetchInvalid: "预取值应为 1 到 65535 的整数，或不限。",
    setPrefetch: "设定",
    inertWhy: {
      persistent: "仲裁队列里不起作用：每条消息都会写到磁盘，没有持久化的也一样。",
      prefetch: "自动确认下预取不起作用：消息一发出就算已确认，永远没有未确认的消息。",
    },
    ack: "确认",
    manual: "手动",
    auto: "自动",
    durable: "队列持久化",
    persistent: "消息持久化",
    queueType: "队列类型",
    classic: "经典",
    quorum: "仲裁",
    confirms: "发布确认",
    more: "更多",
    settings: (arm) => `对照区 ${arm} 的设置`,
    summary: (prefetch, ack) => `${prefetch}，${ack}确认`,
    nextRun: "下次运行起生效",
    addWorker: "添加工作进程",
    addWorkerTo: (arm) => `给对照区 ${arm} 添加工作进程`,
    addWorkerShort: "工作进程",
    addArenaShort: "对照区",
    removeArenaShort: "移除对照区",
    addArena: "添加对照区",
    removeArena: (arm) => `移除对照区 ${arm}`,
  },

  result: {
    done: "已完成任务",
    of: (total) => `/ ${total}`,
    finished: "完成",
    seconds: "秒",
    overBound: (over) => `比下界多 ${over} 秒`,
    onBound: "正好在理论下界",
    onBest: "已是最好的可能",
    best: (best) => `最好的可能 ${best} 秒`,
    idle: (idle) => `空闲 ${idle} 秒，有活在等`,
    idleAndWire: (idle, wire) => `空闲 ${idle} 秒 + 在路上 ${wire} 秒`,
    wireAt: (speed) => `${speed}× 下：消息和确认在路上的时间，乘以速度`,
    brokerDelay: (seconds) => `其中 ${seconds} 秒是代理自己的延迟`,
    noIdle: "有活时无人空闲",
    lost: (lost) => `${lost} 个永久丢失`,
    redelivered: (redelivered) => `${redelivered} 个重新投递，0 丢失`,
    missing: (missing) => `${missing} 个下落不明`,
    refused: (refused) => `${refused} 个被代理拒收`,
    returned: (returned) => `${returned} 个被退回，没有队列接收`,
    notSame: "任务并不相同",
    notSameHint: (outside) =>
      `有 ${outside} 个任务由别人发布，只进了这个对照区的队列：它的完成时间不能用来比较`,
    stopped: "已停止",
  },

  state: {
    ready: "就绪",
    held: "已领未做",
    running: "执行中",
    done: "完成",
    lost: "丢失",
    redelivered: "重新投递",
    missing: "下落不明",
    refused: "被拒收",
    returned: "退回",
    idle: "有活却空闲",
    published: "已发布",
    duplicates: "重复完成",
  },
  ledger: "任务都在哪里",
  outside: (outside) => `${outside} 个来自外部`,
  legend: "图例",

  queue: {
    title: "队列",
    ready: "就绪",
    list: (arm) => `对照区 ${arm} 的队列`,
    more: (count) => `还有 ${count} 个`,
    empty: "空。",
    allDealt: (count, atS) => `空。${count} 个任务在 ${atS} 秒已全部派出。`,
    planned: (count) => `${count} 个待发布`,
    nothingPlanned: "按数字键 1 到 9。",
  },
  gate: {
    open: (worker) => `通往 ${worker} 的闸门开着`,
    full: (worker) => `通往 ${worker} 的闸门已关：预取已满`,
    dead: (worker) => `通往 ${worker} 的闸门已断`,
  },

  worker: {
    speed: (speed) => `${speed}×`,
    concurrency: (concurrency) => `并发数 ${concurrency}`,
    task: (task) => `任务 ${task}`,
    progress: (doneS, totalS) => (totalS === null ? `${doneS} 秒` : `${doneS} / ${totalS} 秒`),
    idle: "空闲，却有活",
    nothing: "无事可做",
    free: "空闲",
    killed: (atS) => `终止于 ${atS} 秒`,
    left: (atS) => `离开于 ${atS} 秒`,
    brokerLost: (atS) => `断开于 ${atS} 秒`,
    missedHeartbeats: (atS) => `失联于 ${atS} 秒`,
    joins: (atS) => `${atS} 秒加入`,
    attaching: "连接中",
    nextRun: "下次运行加入",
    oldest: (ageS) => `最久 ${ageS} 秒`,
    oldestLong: (ageS) => `它手里最久的一条消息已有 ${ageS} 秒未确认`,
    actions: (worker) => `对 ${worker} 的操作`,
  },

  buffer: {
    list: (worker, arm) => `对照区 ${arm} 的 ${worker} 已领未做的任务`,
    held: (count) => `已领未做 ${count}`,
    lost: (count) => `丢失 ${count}`,
    unacked: (count) => `未确认 ${count}`,
    unackedOf: (count, limit) => `未确认 ${count}/${limit}`,
    unprotected: "无保护",
    more: (count) => `+${count}`,
  },

  lane: {
    name: (worker, arm) => `对照区 ${arm} 的 ${worker}`,
    idle: (idle) => `空闲 ${idle} 秒`,
    idleBare: (idle) => `${idle} 秒`,
    idleWaits: (idle, tasks) => `空闲 ${idle} 秒，${tasks} 个任务在等`,
    idleAt: (idle, worker) => `空闲 ${idle} 秒，活在 ${worker} 那里等`,
    idleQueue: (idle) => `空闲 ${idle} 秒，却有活在等`,
    killedAuto: (worker, atS, tasks) =>
      tasks === 0
        ? `${worker} 在 ${atS} 秒被终止。`
        : `${worker} 在 ${atS} 秒被终止。代理没有这 ${tasks} 个任务的副本。`,
    killedManual: (worker, atS, tasks) =>
      tasks === 0
        ? `${worker} 在 ${atS} 秒被终止。`
        : `${worker} 在 ${atS} 秒被终止。${tasks} 个未确认的任务回到队列。`,
    killed: (worker, atS) => `${worker} 在 ${atS} 秒被终止`,
    redeliveredTo: (worker) => `重新投递给 ${worker}`,
    joined: (atS) => `${atS} 秒加入`,
    speedNow: (speed) => `${speed}×`,
  },

  task: {
    name: (task, seconds, state) =>
      seconds === null
        ? `任务 ${task}，时长未知，${state}`
        : `任务 ${task}，${seconds} 秒，${state}`,
    group: (count, first, last) => `${count} 个任务，${first} 到 ${last}`,
    ready: "在队列里就绪",
    planned: "尚未发布",
    held: (worker) => `${worker} 已领未做`,
    running: (worker) => `${worker} 正在执行`,
    done: (worker) => `${worker} 已完成`,
    lost: (worker) => `随 ${worker} 丢失`,
    requeued: (worker) => `${worker} 已退回队列`,
    late: (worker) => `已从 ${worker} 收回，它又做了一遍`,
    redelivered: "重新投递",
    outside: "来自外部",
  },

  overlay: {
    lowerBound: (atS) => `理论下界 ${atS} 秒`,
    finished: (atS) => `完成 ${atS} 秒`,
    finishedOnBound: (atS) => `完成 ${atS} 秒，正是理论下界`,
    sooner: (byS) => `早 ${byS} 秒`,
  },

  sentence: {
    heldOne: (task, worker) => `任务 ${task} 已离开队列，只有 ${worker} 能做。`,
    heldMany: (tasks, worker) => `任务 ${tasks.join("、")} 已离开队列，只有 ${worker} 能做。`,
    heldCount: (count, worker) => `${count} 个任务已离开队列，只有 ${worker} 能做。`,
    waitingOne: (task) => `任务 ${task} 在队列里，谁先确认就给谁。`,
    waitingMany: (count) => `${count} 个任务在队列里，谁先确认就给谁。`,
    nobody: "任务安全地留在队列里，只是没有人来取。",
    nobodyTransient: "任务留在队列里，没有人来取；代理重启后这个队列就没了。",
    phoneDone: (done, total) => `已完成 ${done} / ${total}。`,
    phoneIdle: (worker, tasks) => `${worker} 空闲，却有 ${tasks} 个任务在等。`,
    phoneBusy: "没有人在有活时空闲。",
  },

  ruler: {
    name: "时间",
    value: (atS) => `${atS} 秒`,
    seconds: (atS) => `${atS} 秒`,
    backToNow: "回到现在",
    liveAt: (atS) => `运行已到 ${atS} 秒`,
  },

  problem: {
    title: {
      transient: (replyCode) => `${replyCode}：这个代理拒绝非持久化的共享队列。`,
      transientQuorum: (replyCode) => `${replyCode}：仲裁队列必须持久化。`,
      mismatch: (replyCode) =>
        `${replyCode}：代理不能按这些设置声明队列，或者队列已存在，设置不同。`,
      other: (replyCode) => `${replyCode}：代理拒绝了这个队列。`,
    },
    remedy: {
      transient: "打开“队列持久化”，或在代理设置里放行。",
      transientQuorum: "打开“队列持久化”，或改用经典队列。",
      mismatch: "已有的队列不能换一套设置重新声明；下次运行会换一个新的队列名。",
      other: "",
    },
    answered: (replyText) => `代理的回答：${replyText}`,
    turnOnDurable: "打开队列持久化",
    mismatch: (expected, counted) =>
      `日志算出队列里还剩 ${expected} 个任务，代理说有 ${counted} 个。不要相信这次运行。`,
    mismatchUnknown: (expected) =>
      `日志算出队列里还剩 ${expected} 个任务；代理没有回答。队列可能还在：闲置 10 分钟后会被删除。`,
    noWorkers: "没有人来取。",
    noWorkersSafe: "任务安全地留在队列里。",
    noWorkersTransient: "任务留在队列里。",
    pressW: "或按",
  },
};
