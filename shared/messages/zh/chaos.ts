import type { chaos as en } from "../en/chaos.ts";

export const chaos: typeof en = {
  acts: {
    slow: "减速",
    fast: "加速",
    pause: "暂停",
    resume: "继续",
    hang: "卡死",
    "hang-silent": "卡死，心跳也停",
    kill: "终止",
    stop: "做完手上的就退出",
    restart: "重启",
    "forget-acks": "忘记确认",
    "remember-acks": "恢复确认",
    nack: "nack，退回队列",
    "nack-drop": "nack，丢弃",
    reject: "拒绝，退回队列",
    "reject-drop": "拒绝，丢弃",
    "more-at-once": "增加并发数",
    "fewer-at-once": "减少并发数",
    remove: "移除",
  },
  actOn: (act, worker, arm) => `${act}，对照区 ${arm} 的 ${worker}`,
  moreSign: "⋯",
  moreActions: "操作",
  row: (worker, arm) => `工作进程 ${worker}，对照区 ${arm}`,

  status: {
    paused: (atS) => `暂停于 ${atS} 秒`,
    hung: (atS) => `卡死于 ${atS} 秒`,
    silent: (atS) => `心跳停于 ${atS} 秒`,
    forgets: "忘记确认",
    late: (task) => `任务 ${task}，太迟了`,
  },
  stoodStill: (forS) => `停了 ${forS} 秒`,

  flags: {
    killed: (worker) => `终止 ${worker}`,
    stopped: (worker) => `${worker} 退出`,
    silent: (worker) => `${worker} 失联`,
    paused: (worker) => `暂停 ${worker}`,
    hung: (worker) => `${worker} 卡死`,
    resumed: (worker) => `${worker} 继续`,
    joined: (worker) => `${worker} 加入`,
    forgets: (worker) => `${worker} 忘记确认`,
    remembers: (worker) => `${worker} 恢复确认`,
    speed: (worker, speed) => `${worker} ${speed}×`,
    rejected: (worker) => `${worker} 拒绝`,
    ackLost: (worker) => `${worker} 的确认丢失`,
    cutOff: (worker) => `${worker} 断线`,
    back: (worker) => `${worker} 回来`,
    refused: (worker) => `406 ${worker}`,
    restart: "重启代理",
    killBroker: "强杀代理",
    brokerGone: "代理断开",
    notRestarted: "没有重启",
    queueDeleted: "队列被删除",
    fewer: (count) => `少 ${count} 条`,
    redeclared: (code) => `${code} 重新声明`,
  },

  sentence: {
    paused: (worker, atS, kept) =>
      `${worker} 在 ${atS} 秒暂停。${kept === 0 ? "" : `它手里的 ${kept} 个任务别人做不了。`}`,
    hung: (worker, atS, kept) =>
      `${worker} 在 ${atS} 秒卡死。${kept === 0 ? "" : `心跳还在，代理就把 ${kept} 个任务一直留给它。`}`,
    hungSilent: (worker, atS) => `${worker} 在 ${atS} 秒卡死，心跳也停了。代理很快会认定它已死。`,
    resumed: (worker, atS) => `${worker} 在 ${atS} 秒从停下的地方继续。`,
    stopped: (worker, atS) => `${worker} 在 ${atS} 秒正常退出：手上的做完并确认，其余退回队列。`,
    silent: (worker, atS, tasks) =>
      `${worker} 没有心跳，代理在 ${atS} 秒断开了它。${tasks} 个未确认的任务回到队列。`,
    forgets: (worker, atS) =>
      `${worker} 从 ${atS} 秒起忘记确认。做完的任务一直是未确认，它一退出就回到队列。`,
    remembers: (worker, atS) => `${worker} 从 ${atS} 秒起恢复确认，之前忘记的仍未确认。`,
    requeued: (worker, task) => `${worker} 拒绝了任务 ${task}，任务回到队列。`,
    droppedAtLimit: (worker, task) =>
      `${worker} 拒绝任务 ${task} 的次数超过了投递上限，队列把它丢弃了。`,
    deadLettered: (worker, task, atLimit) =>
      atLimit
        ? `${worker} 拒绝任务 ${task} 的次数超过了投递上限，它进了死信队列。`
        : `${worker} 拒绝了任务 ${task} 且不重新入队，它进了死信队列。`,
    retried: (worker, task) =>
      `${worker} 拒绝了任务 ${task} 且不重新入队，5 秒后它会回来（代理的时钟）。`,
    dropped: (worker, task) => `${worker} 拒绝了任务 ${task} 且不重新入队，代理把它丢弃了。`,
    refused: (worker, task, other, code, text) =>
      `${worker} 做完任务 ${task} 时太迟了：${other === null ? "它早已回到队列" : `${other} 早已领走`}。代理拒绝了它的确认：${code} ${text}`,
    ackLost: (worker, task) =>
      `${worker} 对任务 ${task} 的确认没有送到代理：连接已经断了。任务会再次派发，做两遍。`,
    cutOff: (worker, atS, tasks, comesBack) =>
      `${worker} 在 ${atS} 秒与代理断线${tasks === 0 ? "" : `，${tasks} 个任务回到队列`}。${comesBack ? "它会自己回来。" : ""}`,
    brokerGone: (atS, kill) =>
      kill
        ? `代理在 ${atS} 秒被强杀，所有连接一起断开。`
        : `代理在 ${atS} 秒断开，所有连接一起断开。`,
    notAllowed: (atS) => `代理在 ${atS} 秒没有重启：它不归本实验管。请自行重启，实验会自己发现。`,
    restartFailed: (atS, reason) => `代理在 ${atS} 秒重启失败：${reason}`,
    survived: (atS, survived, atStake, lost) =>
      lost === 0
        ? `代理在 ${atS} 秒恢复，${survived} 个未完成的任务全部保住。`
        : `代理在 ${atS} 秒恢复，${atStake} 个未完成的任务保住 ${survived} 个，丢失 ${lost} 个。`,
    nothingAtStake: (atS) => `代理在 ${atS} 秒恢复，当时没有未完成的任务。`,
  },

  broker: {
    title: "重启代理",
    stop: "重启",
    stopHint: "正常重启：先断开各个连接，数据都写到磁盘",
    kill: "强杀后再启动",
    killHint: "相当于 kill -9：没写到磁盘的都没了",
    typeIt: "这个代理不归本实验管。请在它的机器上执行：",
    orType: "或",
    notices:
      "断开和恢复，实验会自己发现。给实验的服务器设置 BROKER_RESTART_COMMAND 后，也可以在这里重启。",
  },

  survival: {
    title: (atS, kill) =>
      kill === null
        ? `代理在 ${atS} 秒断开之后`
        : kill
          ? `代理在 ${atS} 秒被强杀之后`
          : `代理在 ${atS} 秒重启之后`,
    durableQueue: "持久化队列",
    transientQueue: "非持久化队列",
    persistentMessages: "持久化消息",
    transientMessages: "非持久化消息",
    none: "没有这样设置的对照区",
    waiting: "等代理恢复",
    notBack: "重启失败，代理还没恢复",
    cell: (arm, survived, atStake) => `${arm}：${atStake} 个保住 ${survived} 个`,
    flagged: (count) => `${count} 个带着重新投递标记回来`,
    lost: (count, why) => `丢失 ${count} 个：${why}`,
    why: {
      queue: "队列随代理一起没了",
      message: "非持久化消息不写磁盘",
      unwritten: "没有写到磁盘",
      auto: "发出时就算已确认，工作进程又断开了",
    },
  },

  queues: {
    command: "rabbitmqctl list_queues name messages_ready messages_unacknowledged",
    note: "由运行日志推算；运行结束时与代理自己的计数核对。",
    onlyHere: "“已领未做”和“执行中”只有实验看得到。",
    held: "已领未做",
    running: "执行中",
  },

  faults: {
    button: "故障",
    count: (count) => `故障，已安排 ${count} 个`,
    title: "计划中的故障",
    none: "还没有安排故障。",
    atSecond: (atS) => `${atS} 秒`,
    onWorker: (act, worker) => `每个对照区的 ${worker}：${act}`,
    restart: "重启代理",
    killBroker: "强杀代理再启动",
    speed: (worker, speed) => `每个对照区：${worker} 改为 ${speed}×`,
    remove: (fault) => `移除：${fault}`,
    what: "故障",
    worker: "工作进程",
    at: "时刻（秒）",
    add: "添加",
    badTime: (max) => `时刻应在 0 到 ${max} 秒之间。`,
    locked: "运行结束后才能修改计划。",
  },
};
