import type { cli as en } from "../en/cli.ts";

export const cli: typeof en = {
  subcommands: `终端里的 Dispatch Lab。每个命令都用 --help 说明自己：

  npm run race -- [选项]      不打开页面跑一场比赛，并打印结果
  npm run simulate -- [选项]  不用消息代理（broker），立刻算出一场比赛的结果
  npm run broker -- [选项]    单独运行内嵌代理，供任何 AMQP 客户端使用`,
  unknownSubcommand: (name) => `${name}：没有这个命令。用 --help 查看全部命令。`,
  help: (presets) => `不打开页面跑一场比赛，并打印结果。

  npm run race -- [选项]

  --preset 名称      使用预设的任务和故障（默认：odd-heavy）
                     ${presets}
  --tasks 4,2,5      每个任务的点数，一个点一秒，同时发布
  --workers N        每个对照区的工作进程数，1 到 64（默认：预设的数量，否则为 2）
  --arm 设置         一个对照区，最多四次；未写的设置取默认值：
                     prefetch=unlimited,ack=manual,durable=true,persistent=true,
                     confirms=on
                     （默认：prefetch=unlimited 和 prefetch=1；预设可自带）
  --fault "WHAT"     每个对照区都会发生的事，最多 64 次，取代预设自带的：
                     "kill w1 9"、"hang w1 3"、"speed w1 0.5 3"、"join w3 4"、"restart-broker 5"、
                     "kill-broker 5"；最后一个词是实验时间的秒数
  --speed N          一秒走多少秒实验时间，0.1 到 100（默认：1）
  --seed N           记录在日志中（默认：1）
  --amqp-url URL     使用的代理（默认：AMQP_URL，否则用内嵌的）
  --log 文件         把运行日志写入文件，每行一个事件
  --json             输出一个 JSON 对象而不是表格
  --help             显示本说明

时间均为实验时间。`,
  simulateHelp: `用模拟算出一场比赛的结果：不用代理，不用等，输出的对象相同。

  npm run simulate -- [race 的选项] [--delivery-delay MS] [--ack-delay MS]

  --delivery-delay MS  消息从代理到工作进程要多久（默认：0）
  --ack-delay MS       确认返回要多久（默认：0）

race 的选项如下；--speed 和 --amqp-url 在这里不起作用：`,
  badArgument: (name, value, accepted) => `${name} ${value}：不可接受。可接受：${accepted}`,
  unknownArgument: (name) => `${name}：没有这个选项。用 --help 查看全部选项。`,
  both: (one, other) => `${one} 和 ${other} 不能同时使用，请去掉一个。`,
  accepted: {
    preset: (names) => `以下之一：${names}`,
    tasks: (maxDots, maxTasks) => `1 到 ${maxDots} 的整数点数，以逗号分隔，最多 ${maxTasks} 个`,
    workers: (max) => `1 到 ${max} 的整数`,
    arm: (maxPrefetch) =>
      `prefetch=1…${maxPrefetch} 或 unlimited，ack=manual 或 auto，durable=true 或 false，persistent=true 或 false，confirms=on 或 off，以逗号分隔`,
    fault: (names) =>
      `做什么、对谁、何时，如 "kill w1 9"；${names} 之一，或者 restart-broker、kill-broker 加时间`,
    arms: (max) => `最多 ${max} 个`,
    speed: (min, max) => `${min} 到 ${max} 的数`,
    seed: (max) => `0 到 ${max} 的整数`,
    amqpUrl: "amqp://用户:密码@主机:端口/vhost，或 amqps://…",
    log: "可写入的文件",
    delay: (maxMs) => `0 到 ${maxMs} 的毫秒数`,
    noValue: "不带值",
  },
  brokerDown: (at, reason) => `${at} 上没有代理：${reason}`,
  refused: (arm, code, text) => `代理拒绝了对照区 ${arm} 的队列：${code} ${text}`,
  notRestarted: (reason) =>
    reason === null
      ? "代理没有重启：没有设置 BROKER_RESTART_COMMAND。"
      : `代理没有重启：BROKER_RESTART_COMMAND 失败：${reason}`,
  tryDurable: "新版 RabbitMQ 只允许持久化队列：请试试 durable=true。",
  interrupted: "已中断：正在关闭运行并删除其队列。",
  mismatch: (arm, expected, counted) =>
    counted === null
      ? `对照区 ${arm}：按日志队列中应有 ${expected} 条消息；代理没有给出数量。`
      : `对照区 ${arm}：按日志队列中应有 ${expected} 条消息；代理计数为 ${counted} 条。`,
  cannotWriteLog: (file, reason) => `--log ${file}：无法写入：${reason}`,
  progress: (seconds, arms) => `${seconds} 秒  ${arms}`,
  progressArm: (arm, done, published) => `${arm} ${done}/${published}`,
  title: (broker) => `运行于 ${broker} 的比赛`,
  rows: {
    strategy: "策略",
    finish: "完成时间",
    lowerBound: "理论下界",
    optimum: "最好的可能",
    idleWhileWorkWaits: "有活却空闲",
    onWire: "其中消息在路上",
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
    survival: ({ durable, persistent, confirms }) =>
      [
        durable ? "持久化队列" : "非持久化队列",
        persistent ? "持久化消息" : "非持久化消息",
        ...(confirms ? [] : ["发出不管"]),
      ].join(", "),
  },
  ledger: {
    done: (count) => `完成 ${count}`,
    lost: (count) => `丢失 ${count}`,
    returned: (count) => `退回 ${count}`,
    left: (count) => `剩余 ${count}`,
    redelivered: (count) => `重新投递 ${count}`,
  },
  noFinish: (done, published) => `${published} 个中完成 ${done} 个`,
  notApplicable: "不适用",
  more: (count) => `（另有 ${count} 个）`,
  none: "无",
};
