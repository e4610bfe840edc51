import type { problems as en } from "../en/problems.ts";

export const problems: typeof en = {
  "not-allowed": "这不归你操作：谁打开实验谁操作，代理由运行服务器的人决定。",
  "old-page": "这个页面比服务器旧，请重新加载。",
  "stale-plan": "计划已在另一个窗口里改过。没有替换任何内容，请再试一次。",
  "no-such-lab": "这个实验已不存在：服务器重启过，或地址写错了。",
  "not-joined": "页面还没有加入实验，请再试一次。",
  "too-fast": "操作太快，服务器来不及处理。没有丢失任何内容，请稍后再试。",
  invalid: (path, why) =>
    `服务器不接受${path === "" ? "这个操作" : ` ${path}`}：${why}。没有做任何修改。`,
  refusals: {
    "at-least": (limit) => `至少 ${limit}`,
    "at-most": (limit) => `至多 ${limit}`,
    expected: (limit) => `类型应为 ${limit}`,
    "one-of": (limit) => `应为 ${limit} 之一`,
    "unknown-field": () => "服务器不认识这个字段",
    prefetch: (limit) => `应为 1 到 ${limit} 的整数，或不限`,
    "worker-id": () => "工作进程的名字由字母、数字、点、- 和 _ 组成，例如 w1",
    "duplicate-worker": () => "有两个工作进程同名",
    "arms-in-order": () => "对照区依次为 A、B、C、D",
    empty: () => "内容为空",
    "too-many-dots": () => "点太多",
    "too-long": () => "太长",
    "control-characters": () => "不能发送控制字符",
    malformed: () => "格式不对",
  },
  "run-in-progress": "正在运行，结束后才能修改计划。点“运行”左侧的箭头可以停止。",
  "no-run": "当前没有运行，请先按“运行”。",
  "broker-down": (reason) => `代理没有应答：${reason}。计划没有丢失，正在自动重试。`,
  "burst-in-progress": "上一批消息还没清点完，请稍后再试。",
  "no-such-worker": "这个工作进程已经离开。",
  "nothing-to-give-back": "它手上没有可以退回的任务。自动确认下，任务一投递就归工作进程了。",
  "restart-not-allowed":
    "这个代理不归本实验管。请自行重启，或给实验的服务器设置 BROKER_RESTART_COMMAND。",
  "restart-failed": (reason) => `重启代理的命令失败：${reason}`,
  "cool-down": (seconds) =>
    `别的实验正在这个代理上运行，而它刚刚重启过。${seconds} 秒后才能再次重启。`,
  limit: {
    brokers: (max) =>
      `别的实验也在这个代理上运行。重启需要一个本实验专用的代理，而服务器最多有 ${max} 个，都已占用。等有空位后请重新运行。`,
    workers: (max) => `每个对照区最多 ${max} 个工作进程，请先移除一个。`,
    tasks: (max) => `最多 ${max} 个任务，请先移除一些。`,
    labs: (max) => `这台服务器最多同时有 ${max} 个实验。一段时间无人的实验会自动关闭。`,
    faults: (max) => `最多 ${max} 个故障，请先移除一个。`,
    arms: (max) => `最多 ${max} 个对照区，请先移除一个。`,
  },
  "last-arm": "至少要留一个对照区。",
  "last-worker": "计划里至少要留一个工作进程。",
  internal: "服务器没能完成这个操作。你输入的内容没有丢失，详情见服务器日志。",
  offline: "与服务器的连接断开了。什么都没有发出，恢复后请再试。",
  dismiss: "知道了",
};
