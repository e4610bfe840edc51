import type { problems as en } from "../en/problems.ts";

export const problems: typeof en = {
  "not-host": "你在观看；只有打开这个实验的人可以操作。",
  "no-such-lab": "这个实验已不存在：服务器重启过，或地址写错了。",
  "not-joined": "页面还没有加入实验，请再试一次。",
  "too-fast": "操作太快，服务器来不及处理。没有丢失任何内容，请稍后再试。",
  invalid: (path, detail) => `服务器不接受 ${path}：${detail}。`,
  "run-in-progress": "正在运行，结束后才能修改计划。点“运行”左侧的箭头可以停止。",
  "no-run": "当前没有运行，请先按“运行”。",
  "broker-down": (reason) => `代理没有应答：${reason}。计划没有丢失，正在自动重试。`,
  "no-such-worker": "这个工作者已经离开。",
  limit: {
    workers: (max) => `每个对照区最多 ${max} 个工作者，请先移除一个。`,
    tasks: (max) => `最多 ${max} 个任务，请先移除一些。`,
    labs: (max) => `这台服务器最多同时有 ${max} 个实验。一段时间无人的实验会自动关闭。`,
    arms: (max) => `最多 ${max} 个对照区，请先移除一个。`,
  },
  "durable-next-run": "队列已存在，不能用别的设置重新声明。持久化从下一次运行起生效。",
  "last-arm": "至少要留一个对照区。",
  "last-worker": "计划里至少要留一个工作者。",
  internal: "服务器没能完成这个操作。你输入的内容没有丢失，详情见服务器日志。",
  offline: "与服务器的连接断开了。什么都没有发出，恢复后请再试。",
  dismiss: "知道了",
};
