import type { LogFileMessages } from "../en/log-file.ts";

export const logFile: LogFileMessages = {
  newerFormat: (found, known) =>
    `这份日志的格式是 ${found}，本程序最新只认识 ${known}。请用更新的 Dispatch Lab 打开。`,
  noRunOpened: "这不是一次运行的日志：第一行没有打开运行。",
  notJson: (line) => `第 ${line} 行不是 JSON：文件已损坏或被截断。`,
  notAnEvent: (line, field) =>
    `第 ${line} 行不是运行中的事件${field === "" ? "" : `：${field} 不对`}。`,
  gap: (line) => `第 ${line} 行之前缺少事件：seq 的编号不连续。`,
};
