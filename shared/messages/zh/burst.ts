import type { BurstMessages } from "../en/burst.ts";

export const burst: BurstMessages = {
  name: (arm) => `对照区 ${arm} 的连发`,
  title: (count, confirms) => `连发 ${count} 条，${confirms ? "开发布确认" : "发出不管"}`,
  knows: "发布者所知",
  left: "队列里实有",
  safe: "已安全",
  confirmed: "已确认",
  open: "尚不安全",
  survived: "保住",
  lost: "丢失",

  sentence: {
    waiting: (open) => `还有 ${open} 条没等到确认，尚不安全。`,
    allConfirmed: "全部确认了。",
    forgotten: "不会有确认：什么时候算安全，没人会说。",
    done: "代理全收下了，发布者的事也做完了。但什么时候算安全，没人会说。",
    gone: "代理断了。等它回来，再清点已经刷盘的有多少。",
    wholeKnown: (sent) => `${sent} 条都在队列里，发布者也知道。`,
    wholeUnknown: (sent) => `${sent} 条都在队列里，只是发布者不知道。`,
    uncounted: "代理没说还剩多少。",
    noQueue: (sent, confirmed) =>
      `发出 ${sent}，确认 ${confirmed}，保住 0：队列没有持久化，跟着代理一起没了。`,
    noMessages: (sent, confirmed) =>
      `发出 ${sent}，确认 ${confirmed}，保住 0：非持久化的消息本来就不写盘，确认了也一样。`,
    noneForgotten: (sent) => `发出 ${sent}，确认 0，保住 0：代理都收到了，只是还没刷盘。`,
    someForgotten: (sent, survived) =>
      `发出 ${sent}，确认 0，保住 ${survived}：代理都收到了，只是还没全部刷盘，发布者却毫不知情。`,
    allForgotten: (sent) =>
      `发出 ${sent}，确认 0，全部保住：这次刷盘赶在了前面，发布者却无从知道。`,
    noneConfirmed: (sent, survived) =>
      `发出 ${sent}，确认 0，保住 ${survived}：发布者知道一条都不保险，会重发。`,
    kept: (confirmed, open) =>
      `确认了 ${confirmed} 条，一条没丢。其余 ${open} 条不安全，发布者知道该重发哪些。`,
    keptAll: (sent) => `${sent} 条全部确认，全部保住。`,
    keptMore: (confirmed, sent) =>
      `确认了 ${confirmed} 条，${sent} 条全部保住：发布者会多重发一些。`,
    broken: (count) => `${count} 条已确认的消息不见了，这不该发生。`,
  },

  form: {
    title: "连发一批消息",
    intro: "在每个对照区旁边一口气发这么多条，发布方式与该区相同；然后清点还剩多少。",
    count: "条数",
    badCount: (max) => `1 到 ${max} 的整数。`,
    kill: "发完就杀掉代理",
    plain: "只发送",
    needsRun: "请先点“运行”。",
    waits: "正在等代理应答。",
    notOurs: "这个代理不归本实验管，杀不了。可以给实验的服务器设置 BROKER_RESTART_COMMAND。",
  },
};
