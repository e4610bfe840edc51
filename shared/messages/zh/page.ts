import type { page as en } from "../en/page.ts";

export const page: typeof en = {
  title: "Dispatch Lab 派发实验室",
  description:
    "看 RabbitMQ 如何把轻重不一的任务派给工作进程：轮询对公平调度，真实的消息代理（broker），实时呈现。",
  notFoundTitle: "没有这个页面",
  notFoundBody: "地址可能写错了。点一下就能开一个新的实验。",
  noLabTitle: (labId) => `没有实验 ${labId}`,
  noLabBody: "实验只在创建它的服务器运行期间存在。服务器可能重启过，或者地址写错了。",
  newLab: "新建实验",
  crashTitle: "页面出错了",
  crashBody: "比赛在服务器上照常进行。重新加载即可看到全部内容。",
  reload: "重新加载",
  loading: "正在载入实验",
  cannotCreate: (status) => `服务器没能创建实验（${status}）。没有丢失任何内容，请稍后再试。`,
  tooManyLabs: "你所在的网络刚刚创建了很多实验。没有丢失任何内容，请过几秒再试。",
  tryAgain: "重试",
};
