import { keepsDead } from "../../scenario/dead-letters.ts";
import { declaredLimitOf } from "../../scenario/queue-settings.ts";
import type { cli as en } from "../en/cli.ts";

export const cli: typeof en = {
  subcommands: `终端里的 Dispatch Lab。每个命令都用 --help 说明自己：

  npm run race -- [选项]      不打开页面跑一场比赛，并打印结果
  npm run simulate -- [选项]  不用消息代理（broker），立刻算出一场比赛的结果
  npm run broker -- [选项]    单独运行内嵌代理，供任何 AMQP 客户端使用`,
  unknownSubcommand: (name) => `${name}：没有这个命令。用 --help 查看全部命令。`,
  help: {
    heading: {
      race: "不打开页面跑一场比赛，并打印结果。",
      simulate: "用模拟算出一场比赛的结果：不用代理，不用等，输出的对象相同。",
    },
    usage: (command) => `npm run ${command} -- [选项]`,
    groups: {
      work: "做什么：以下之一，否则用预设 odd-heavy",
      how: "怎么做",
      delays: "消息在路上要多久",
      outcome: "结果",
    },
    options: (facts) => ({
      preset: { takes: "名称", does: `使用预设的任务、对照区和故障：\n${facts.presets}` },
      tasks: {
        takes: "列表",
        does: '以秒计的大小，同时发布：4,2,5 或 "4 2 5" 或 0.5;1.25',
      },
      file: {
        takes: "文件",
        does: "每行一个文本，一个点一秒；或 CSV，列为 text、seconds、at；\n或每行一个带这些字段的 JSON 对象；- 读取管道输入",
      },
      count: { takes: "N", does: `随机抽取的任务数，最多 ${facts.tasks}（省略时为 12）` },
      sizes: {
        takes: "大小",
        does: `如下之一，以秒和重任务的百分比计；默认是最后一个：\n${facts.sizes}`,
      },
      arrivals: {
        takes: "何时",
        does: `间隔秒数，或每秒个数；默认是第一个：\n${facts.arrivals}`,
      },
      seed: { takes: "N", does: "同一个数抽出同样的任务（默认：1）" },
      workers: {
        takes: "N",
        does: `每个对照区的工作进程数，1 到 ${facts.workers}（默认：预设的数量，否则为 2）；\n2x4：两个工作进程，各自同时处理四个任务，最多 ${facts.concurrency} 个`,
      },
      arm: {
        takes: "设置",
        does: `一个对照区，最多 ${facts.arms} 次；每项设置最多一次，未写的取第一个值：\n${facts.settings}\n（默认：prefetch=unlimited 和 prefetch=1；预设可自带）`,
      },
      fault: {
        takes: '"WHAT"',
        does: `每个对照区都会发生的事，最多 ${facts.faults} 次，取代预设自带的；\n最后一个词是实验时间的秒数：\n${facts.faultForms}`,
      },
      speed: {
        takes: "N",
        does: `一秒走多少秒实验时间，${facts.minSpeed} 到 ${facts.maxSpeed}（默认：1）`,
      },
      for: { takes: "秒数", does: "走完这么多实验时间就结束，不管到哪一步" },
      "amqp-url": { takes: "URL", does: "使用的代理（默认：AMQP_URL，否则用内嵌的）" },
      release: {
        takes: "NUMBER",
        does: `内嵌代理按哪个版本的 RabbitMQ 行事：${facts.releases}`,
      },
      "delivery-delay": { takes: "MS", does: "消息从代理到工作进程要多久（默认：0）" },
      "ack-delay": { takes: "MS", does: "确认返回要多久（默认：0）" },
      expect: {
        takes: '"WHAT"',
        does: `不是这样就算失败："B finish <= 15.5"、"B finish < A"、"A lost = 0"；\n${facts.measures} 之一；可多次给出`,
      },
      log: { takes: "文件", does: "把运行日志随时写入文件，每行一个事件" },
      json: { takes: "", does: "输出一个 JSON 对象而不是表格" },
      help: { takes: "", does: "显示本说明" },
    }),
    ends: {
      race: "时间均为实验时间。无法结束的运行会被结束，并说明原因。",
      simulate:
        "--speed 只决定代理要过多久才认为不出声的工作进程已死，那是代理自己的时间；\n--amqp-url 在这里不起作用。",
    },
    exitCodes: "退出码：0 完成，1 期望落空，2 输入有误，3 无法测量。",
    examples: "例子",
  },
  badArgument: (name, value, accepted) => `${name} ${value}：不可接受。可接受：${accepted}`,
  unknownArgument: (name) => `${name}：没有这个选项。用 --help 查看全部选项。`,
  both: (one, other) => `${one} 和 ${other} 不能同时使用，请去掉一个。`,
  twice: (name) => `${name} 给了两次，请去掉一个。`,
  unknownWorker: (fault, worker, workers) =>
    `--fault ${fault}：没有 ${worker}。工作进程有：${workers}。用 --workers 或 join 加上它。`,
  tooLarge: (megabytes) => `它超过 ${megabytes} MB`,
  cannotRead: (file, reason) => `--file ${file}：无法读取：${reason}`,
  badFile: (file, problem) => `--file ${file}：${problem}`,
  noTasks: (file) => `--file ${file}：里面没有任务。`,
  recipe: {
    outOfRange: (option, min, max) => `${option}：数字超出范围。可接受：${min} 到 ${max}。`,
    minAboveMax: "--sizes uniform：第一个数大于第二个，请对调。",
    arrivesTooLate: (minutes) =>
      `最后一个任务会在 ${minutes} 分钟之后到达。请减小 --count，或加快 --arrivals。`,
  },
  accepted: {
    oneOf: (names) => `以下之一：${names}`,
    tasks: (maxSeconds, maxTasks) =>
      `0 到 ${maxSeconds} 的秒数，如 4,2,0.5，以逗号、分号或空格分隔，最多 ${maxTasks} 个`,
    wholeNumber: (min, max) => `${min} 到 ${max} 的整数`,
    workers: (maxWorkers, maxConcurrency) =>
      `1 到 ${maxWorkers} 的整数；或如 2x4：几个工作进程、各自同时处理几个任务（1 到 ${maxConcurrency}）`,
    number: (min, max) => `${min} 到 ${max} 的数`,
    sizes: (examples) => `如 ${examples}，以秒和百分比计`,
    arrivals: (examples) => `如 ${examples}，以秒和每秒个数计`,
    expect: (measures) =>
      `对照区、指标、<、<=、=、>= 或 >、数字或另一个对照区，如 "B finish <= 15.5"；指标为 ${measures} 之一`,
    arm: (settings) => `${settings}，每项最多一次，以逗号分隔`,
    fault: (forms) => `${forms} 之一；最后一个词是实验时间的秒数`,
    atMost: (max) => `最多 ${max} 个`,
    amqpUrl: "amqp://用户:密码@主机:端口/vhost，或 amqps://…",
    file: "文件名",
    delay: (maxMs) => `0 到 ${maxMs} 的毫秒数`,
    noValue: "不带值",
  },
  brokerDown: (at, reason) => `${at} 上没有代理：${reason}`,
  refused: (arm, code, text) => `代理拒绝了对照区 ${arm} 的队列：${code} ${text}`,
  notRestarted: (reason) =>
    reason === null
      ? "代理没有重启：没有设置 BROKER_RESTART_COMMAND。"
      : `代理没有重启：BROKER_RESTART_COMMAND 失败：${reason}`,
  interrupted: "已中断：正在关闭运行并删除其队列。",
  mismatch: (arm, expected, counted) =>
    counted === null
      ? `对照区 ${arm}：按日志队列中应有 ${expected} 条消息；代理没有回答。队列可能还在：闲置 10 分钟后会被删除。`
      : `对照区 ${arm}：按日志队列中应有 ${expected} 条消息；代理计数为 ${counted} 条。`,
  cannotWriteLog: (file, reason) => `--log ${file}：无法写入：${reason}`,
  note: (arm, text) => `${arm}：${text}`,
  cannotEnd: "运行无法结束：已将其停止。",
  timeUp: "已按 --for 给的时间结束。",
  missedFault: (fault) => `“${fault}” 没有发生：当时没有这个工作进程，或者一切已经结束。`,
  fast: (speed, seconds) =>
    `在 ${speed} 倍速下，与代理往返一毫秒就算 ${speed} 毫秒实验时间：小于 ${seconds} s 的差别没有意义。`,
  disappointed: (expected, was) =>
    was === null ? `期望 ${expected}：没有这个数字。` : `期望 ${expected}：实际是 ${was}。`,
  progress: (seconds, arms) => `${seconds} 秒  ${arms}`,
  progressArm: (arm, done, published) => `${arm} ${done}/${published}`,
  embeddedBroker: (release) => `内嵌代理（行为同 RabbitMQ ${release}）`,
  title: (broker) => `运行于 ${broker} 的比赛`,
  rows: {
    strategy: "策略",
    finish: "完成时间",
    lowerBound: "理论下界",
    optimum: "最好的可能",
    idleWhileWorkWaits: "有活却空闲",
    onWire: "其中消息在路上",
    brokerDelay: "其中代理自己的延迟",
    wait: "平均等待",
    longestWait: "最长等待",
    oldestHeld: "未确认最久",
    busy: "忙",
    fairnessByMessages: "公平指数（按消息数）",
    fairnessByWork: "公平指数（按工作量）",
    ledger: "账目",
    worker: (worker) => `${worker} 的任务`,
  },
  arm: (arm) => `对照区 ${arm}`,
  strategy: {
    limit: ({ prefetch }) => `预取 ${prefetch === "unlimited" ? "不限" : prefetch}`,
    ack: ({ ack }) => (ack === "auto" ? "自动确认" : "手动确认"),
    survival: ({ persistent, confirms, ...queue }) =>
      [
        queue.durable ? "持久化队列" : "非持久化队列",
        persistent ? "持久化消息" : "非持久化消息",
        ...(confirms ? [] : ["发出不管"]),
        ...(queue.queueType === "quorum" ? ["仲裁队列"] : []),
        ...(declaredLimitOf(queue) === undefined ? [] : [`投递上限 ${queue.deliveryLimit}`]),
        ...(keepsDead(queue) ? [queue.deadLetters === "retry" ? "死信重试" : "保留死信"] : []),
      ].join(", "),
  },
  ledger: {
    done: (count) => `完成 ${count}`,
    lost: (count) => `丢失 ${count}`,
    missing: (count) => `下落不明 ${count}`,
    refused: (count) => `被拒收 ${count}`,
    outside: (count) => `来自外部 ${count}：任务并不相同`,
    dead: (count) => `死信 ${count}`,
    returned: (count) => `退回 ${count}`,
    left: (count) => `剩余 ${count}`,
    redelivered: (count) => `重新投递 ${count}`,
  },
  noFinish: (done, published) => `${published} 个中完成 ${done} 个`,
  notApplicable: "不适用",
  more: (count) => `（另有 ${count} 个）`,
  none: "无",
};
