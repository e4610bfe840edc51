import { keepsDead } from "../../scenario/dead-letters.ts";
import { declaredLimitOf } from "../../scenario/queue-settings.ts";
import type { shell as en } from "../en/shell.ts";

export const shell: typeof en = {
  header: {
    preset: "预设",
    ownPreset: "自定义比赛",
    seed: (seed) => `种子 ${seed}`,
    people: (count) => `${count} 人在线`,
    peopleLabel: (count) => (count === 1 ? "只有你在线" : `${count} 人打开了这个实验`),
    share: "分享",
    copied: "已复制",
    shareHint: "复制这个实验的地址。打开的人会实时看到同一场比赛，只能观看。",
    copyFailed: (url) => `浏览器不允许复制。地址是 ${url}`,
    otherLanguage: "EN",
    otherLanguageLabel: "EN, switch to English",
    otherLanguageTag: "en",
    theme: "主题",
    themes: { system: "跟随系统", light: "浅色", dark: "深色" },
    help: "快捷键与帮助",
    lessons: "课程",
  },

  transport: {
    label: "播放控制",
    run: "运行",
    pause: "暂停",
    resume: "继续",
    runAgain: "再跑一次",
    starting: "正在启动",
    toStart: "回到起点",
    stepBack: "后退：看上一个事件",
    step: "单步到下一个事件",
    speed: "速度",
    times: (speed) => `${speed}×`,
    clock: "实验时间",
    seconds: (value) => `${value} 秒`,
  },

  source: {
    label: "画面的来源",
    embedded: (release) => `内嵌代理，行为同 RabbitMQ ${release}`,
    embeddedBody:
      "运行在本服务器内部的 AMQP 0-9-1 消息代理（broker），行为与这个版本的 RabbitMQ 相同。发布者和工作进程都是普通的 AMQP 客户端；页面上的每个标记都来自它们上报的事件。",
    ownBody: "它是本实验专用的：重启它不会影响别的实验。",
    live: (product, version) => `${product} ${version} 实时`,
    liveBody: (product, version) =>
      `${product} ${version}，通过 AMQP 连接。页面上的每个标记都来自发布者或工作进程上报的事件。`,
    connecting: "正在连接代理",
    connectingBody: "代理一应答就可以开始比赛。",
    silent: "代理没有回应",
    down: "代理不可用",
    downBody: (reason, attempt) => `代理没有应答：${reason}。正在进行第 ${attempt} 次连接尝试。`,
    you: { connected: "已连接", connecting: "正在连接", reconnecting: "正在重连" },
    linkLabel: "本浏览器",
    behind: (secondsBehind) => `正在重连，落后 ${secondsBehind} 秒`,
  },

  banner: {
    brokerSilent: (atS) => `代理自 ${atS} 秒起没有回应，运行在等它。`,
    brokerDown: (seconds) => `代理在 ${seconds} 秒时停止应答。`,
    brokerDownNoRun: "代理没有应答。",
    brokerDownBody: (reason, keepsNothing) =>
      `泳道停在最后一个测得的事件上。${keepsNothing ? "这个代理不往磁盘上写，它手里的消息都没了。" : "持久化队列里的持久化消息，写到磁盘的都还在。"}正在自动重试（${reason}）。`,
    brokerDownNoRunBody: (reason) =>
      `可以继续编排任务，代理恢复后即可开始比赛。正在自动重试（${reason}）。`,
    needsBroker: "这一步需要代理。计划没有丢失。",
    retryNow: "立即重试",
    useEmbedded: "改用内嵌代理",
    restartDue: "另一个实验几秒后会重启这个代理。",
    restartDueBody: "代理恢复后你的运行会继续，在此之前实验时间静止。非持久的队列和消息会丢失。",
    diskFails: {
      removed: "代理的数据目录已被删除。",
      full: "代理的磁盘已满或将满。",
      failing: "代理无法写入磁盘。",
    },
    diskFailsBody: {
      removed: "它不再接收和确认任务。运行本服务器的人需要重新启动它；队列中等待的任务会丢失。",
      full: "在运行本服务器的人腾出空间之前，它不再接收和确认任务；之后会自行继续。",
      failing: "它不再接收和确认任务。它会不断重试，成功后自行继续。",
    },
    offline: (attempt) =>
      attempt === 0 ? "本浏览器与服务器断开了。" : `正在重连，第 ${attempt} 次尝试。`,
    offlineBody: (nextEvent, secondsBehind) =>
      nextEvent === 1
        ? `落后 ${secondsBehind} 秒。比赛照常进行；重连后会补齐，不会遗漏。`
        : `落后 ${secondsBehind} 秒。比赛照常进行。重连后从第 ${nextEvent} 个事件补起，不会遗漏。`,
    reconnect: "重新连接",
    oldPage: "这个页面比服务器旧。",
    oldPageBody: "服务器更新过。重新加载后，实验还是原样。",
    reload: "重新加载",
    runFailed: "比赛无法继续。",
    runFailedBody: "此前测得的内容都保留。改掉被拒绝的设置，再跑一次。",
    watching: "你在观看；只有打开这个实验的人可以操作。",
    refused: "无法显示这个实验。",
    dismiss: "知道了",
  },

  drawer: {
    label: "结果",
    metrics: "指标",
    log: "日志",
    table: "表格",
    code: "代码",
    describeNow: "描述此刻",
    resetAll: "全部重置",
  },

  describe: {
    title: (seconds) => `在 ${seconds} 秒`,
    close: "关闭",
    notRun: "还没有运行过。",
    plan: (tasks, work) => `${tasks} 个任务，共 ${work} 秒的活。`,
    arm: (arm, settings) => `对照区 ${arm}，${settings}`,
    settings: ({ prefetch, ack, persistent, confirms, ...queue }) =>
      [
        prefetch === "unlimited" ? "预取不限" : `预取 ${prefetch}`,
        ack === "auto" ? "自动确认" : "手动确认",
        queue.durable ? "队列持久化" : "队列不持久化",
        persistent ? "消息持久化" : "消息不持久化",
        ...(confirms ? [] : ["发出不管"]),
        ...(queue.queueType === "quorum" ? ["仲裁队列"] : []),
        ...(declaredLimitOf(queue) === undefined ? [] : [`投递上限 ${queue.deliveryLimit}`]),
        ...(keepsDead(queue) ? [queue.deadLetters === "retry" ? "死信重试" : "保留死信"] : []),
      ].join("，"),
    ledger: (published, done, running, held, ready) =>
      `已发布 ${published} 个：完成 ${done}，执行中 ${running}，已领未做 ${held}，就绪 ${ready}。`,
    lost: (count) => `${count} 个彻底丢失。`,
    missing: (count) => `${count} 个下落不明：被别人从队列取走，或者过期、被丢弃。`,
    refused: (count) => `${count} 个被代理拒收。`,
    dead: (count) => `${count} 个在死信队列。`,
    returned: (count) => `${count} 个被退回发布者。`,
    redelivered: (count) => `重新投递 ${count} 次。`,
    workerBusy: (worker, tasks, held) =>
      `${worker} 在做任务 ${tasks.join("、")}，手里${held === 0 ? "没有别的" : `还有 ${held} 个`}。`,
    workerIdle: (worker) => `${worker} 空闲。`,
    workerHalted: (worker, how, held) =>
      `${worker} ${how === "paused" ? "暂停着" : "卡死了"}${held === 0 ? "" : `，手里有 ${held} 个任务`}。`,
    workerGone: (worker, seconds) => `${worker} 在 ${seconds} 秒离开。`,
    finished: (seconds) => `${seconds} 秒完成。`,
    idle: (seconds) => `有活却空闲：至今 ${seconds} 工作进程·秒。`,
    onWire: (seconds, speed) =>
      `其中 ${seconds} 工作进程·秒消息在路上：${speed}× 下往返时间也是 ${speed} 倍。`,
    brokerDelay: (seconds) => `其中 ${seconds} 秒是代理自己的延迟，不随实验速度变化。`,
    bound: (seconds) => `任何调度都不会快于 ${seconds} 秒。`,
    bestPossible: (seconds) => `最好的可能是 ${seconds} 秒。`,
  },

  note: {
    title: (seconds) => `在 ${seconds} 秒加备注`,
    field: "备注",
    hint: "最多 200 个字符。会画在时间尺上，并写入日志。",
    add: "添加备注",
    cancel: "取消",
    noRun: "备注属于一次运行，请先按“运行”。",
  },

  help: {
    title: "快捷键与帮助",
    intro:
      "一个点是一秒的活。每个对照区在同样的时刻得到同样的任务，只有设置不同。拖动时间尺可以看之前的任意时刻，比赛照常进行。",
    keys: "按键",
    settings: "设置",
    singleKeys: "单键快捷键",
    singleKeysHint: "如果与语音输入或读屏软件冲突，可以关闭。",
    reduceMotion: "减少动态效果",
    reduceMotionHint: "时间每半秒跳一步，没有移动动画。",
    close: "关闭",
    list: {
      run: "运行、暂停或继续",
      events: "上一个或下一个事件",
      second: "后退或前进一秒",
      ends: "到起点、回到现在",
      push: "发布 1 到 9 个点的任务",
      focus: "转到对照区 A 或 B",
      lanes: "在泳道之间移动",
      actOnWorker: "对所在泳道的工作进程：终止、暂停或继续、减速、让它卡死",
      worker: "给当前对照区加一个工作进程",
      prefetch: "减小或增大预取",
      ack: "手动或自动确认",
      panels: "日志、表格、代码、指标",
      note: "在此刻加备注",
      describe: "描述此刻",
      again: "再跑一次",
      reset: "全部重置",
      undo: "撤销或重做对计划的修改",
      help: "显示这个列表",
      escape: "关闭打开的窗口",
    },
  },

  live: {
    started: "比赛开始。",
    paused: (seconds) => `在 ${seconds} 秒暂停。`,
    progress: (arm, done, published) => `对照区 ${arm}：${published} 个中完成 ${done} 个。`,
    idle: (arm, idle, waiting) =>
      `对照区 ${arm}：${idle} 个工作进程空闲，却有 ${waiting} 个任务在等。`,
    finished: (arm, seconds) => `对照区 ${arm} 在 ${seconds} 秒完成。`,
    standstill: (arm, why) => `对照区 ${arm}：${why}`,
    lost: (arm, count) => `对照区 ${arm}：丢失 ${count} 个任务。`,
    offline: "本浏览器与服务器断开了，正在重连。",
    online: "已重新连接，没有遗漏。",
    brokerDown: "代理没有应答。",
    brokerUp: "代理恢复了。",
  },
};
