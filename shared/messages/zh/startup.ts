import type { startup as en } from "../en/startup.ts";

export const startup: typeof en = {
  ready: (url, broker) => `Dispatch Lab 已就绪：${url}（${broker}）`,
  operator: (address: string) => `管理员地址，只给运行本服务器的人：${address}`,
  wrongOperatorToken:
    "这不是本服务器的管理员令牌。令牌印在启动服务器的终端里；服务器重启后会换成新的。",
  embeddedBroker: (port, release) => `内嵌代理，行为同 RabbitMQ ${release}，端口 ${port}`,
  externalBroker: (product, version, at) => `${product} ${version}，${at}`,
  brokerUnreachable: (at, reason) => `${at} 上的代理暂时连不上：${reason}；会一直重试`,
  brokerDied: (how) => `内嵌代理的进程已退出（${how}）；正在重新启动。`,
  brokerStillDown: (reason) => `内嵌代理无法重新启动：${reason}。会一直重试。`,
  brokerCutOff: (path, bytes) =>
    `${path} 末尾的 ${bytes} 字节已截去：那是一次中断的写入（例如崩溃）留下的，其中没有已确认的内容。`,
  brokerDiskFails: {
    removed: (directory, reason) =>
      `内嵌代理的数据目录 ${directory} 已被删除（${reason}）。它不再接收和确认任务。请停止并重新启动 Dispatch Lab：代理会从该目录现有的内容继续；除非你把目录放回去，否则为空。`,
    full: (directory, reason) =>
      `${directory} 所在的磁盘已满或将满（${reason}）：内嵌代理不再接收和确认任务。请腾出空间，它会自行继续。`,
    failing: (directory, reason) =>
      `内嵌代理无法写入 ${directory}（${reason}）：它不再接收和确认任务。它会不断重试，成功后自行继续。`,
  },
  brokerDiskWorks: (directory) => `内嵌代理又能写入 ${directory}，已继续。`,
  brokerData: (reason) =>
    `内嵌代理无法使用其数据：${reason}\n请把 BROKER_DATA 设为别的目录，或设为“none”（不保留任何数据）。`,
  portTaken: (port, host) =>
    `PORT=${port} 已被占用：${host} 上有别的程序在监听。请停掉它，或把 PORT 改成别的数字。`,
  brokerPortTaken: (port) =>
    `BROKER_PORT=${port} 已被占用：有别的程序在监听。不设置它就会使用任意空闲端口。`,
  cannotListen: (host, port, reason) => `无法监听 HOST=${host} PORT=${port}：${reason}`,
  badSettings: "以下设置无法使用：",
  badSetting: (name, value, accepted) => `  ${name}=${value}\n    可接受：${accepted}`,
  accepted: {
    PORT: "0 到 65535 的整数；0 表示任意空闲端口",
    HOST: "本机用于监听的地址或主机名，例如 127.0.0.1 或 0.0.0.0",
    AMQP_URL: "amqp://用户:密码@主机:端口/vhost，或 amqps://…",
    BROKER_PORT: "0 到 65535 的整数；0 表示任意空闲端口",
    BROKER_RELEASE: "3.10、4.0 或 4.3",
    BROKER_DATA: "一个目录，或“none”（不保留任何数据）",
    BROKER_RESTART_COMMAND: "一条 shell 命令",
    ALLOWED_HOSTS: "以逗号分隔的主机名，不带端口，例如 lab.example.org",
    BEHIND_PROXY: "前面有代理转发请求时填 yes，否则填 no",
    TRUST_PROXY: "以逗号分隔的地址和子网，例如 127.0.0.1,10.0.0.0/8",
    OPERATOR_TOKEN: "16 到 128 个字母、数字、- 或 _",
    MAX_LABS: "1 到 1000 的整数",
    MAX_LAB_BROKERS: "0 到 100 的整数；0 表示没有",
    LAB_IDLE_MINUTES: "1 到 1440 的整数分钟数",
  },
  stopping: "正在停止：关闭运行并删除其队列。",
  defect: "Dispatch Lab 遇到自身错误，即将退出：",
  hostRefused: (host) => `本服务器不响应主机名“${host}”。管理员可以把它加入 ALLOWED_HOSTS。`,
  linesLeftOut: (lines) => `（最近一分钟还有 ${lines} 行类似内容被省略）`,
  crossSiteRefused: "这是别的网站的页面发来的请求。请直接用实验室自己的地址打开。",
  methodRefused: "这里的页面只能读取：GET 和 HEAD。",
  tooManyTokens: "你的地址提交了太多错误的管理员令牌。请一分钟后再试。",
};
