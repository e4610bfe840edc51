import { burstFigures } from "../run/burst.ts";
import type { ArmState } from "../run/run-state.ts";
import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { armOf, brokerName, inArm, inEveryArm } from "./conditions.ts";
import type { Lesson } from "./lesson.ts";
import { lessonScenario } from "./lesson-scenario.ts";

const COUNT = 10_000;

const isKilled = ({ burst }: ArmState) => burst?.outage === true;
const isCounted = (arm: ArmState) => isKilled(arm) && arm.burst?.counted === true;

export const confirmsWindow: Lesson = {
  id: "confirms-window",
  intro: {
    en: "The tutorial warns that a persistent message may be lost in a small window before it is on disk. How small? Both arenas publish 10,000 **persistent** messages to a **durable** queue: A fires and forgets, as the tutorial does, B asks for **confirms**. The broker is killed the moment A's channel has closed without complaint.",
    zh: "教程提醒过：持久化消息在写盘之前，有一个很短的窗口可能丢失。到底多短？两个对照区都往**持久化队列**发一万条**持久化消息**：A 像教程那样发出不管，B 开了**发布确认**。A 的信道刚刚顺利关闭，代理就被杀掉。",
  },
  scenario: lessonScenario({
    tasks: [],
    workers: 1,
    strategies: [{ ...WAIT_FOR_ACK, confirms: false }, WAIT_FOR_ACK],
  }),
  captions: {
    A: { en: "Fire-and-forget", zh: "发出不管" },
    B: { en: "Publisher confirms", zh: "发布确认" },
  },
  predict: {
    question: {
      en: "How many of A's 10,000 are there when the broker is back?",
      zh: "代理恢复后，A 的一万条还剩多少？",
    },
    choices: [
      { id: "all", text: { en: "all: they are persistent", zh: "全部：都持久化了" } },
      {
        id: "most",
        text: { en: "the first of them, not the last", zh: "前面的还在，最后一批没了" },
      },
      { id: "none", text: { en: "none", zh: "一条不剩" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "A");
      if (!arm?.burst || !isCounted(arm)) return null;
      const { survived, sent } = burstFigures(arm.burst);
      if (survived === null) return null;
      const [left, all] = [survived, sent].map((count) => count.toLocaleString("en"));
      const on = brokerName(run);
      return { en: `${left} of ${all} on ${on}`, zh: `${on} 上，${all} 条剩 ${left} 条` };
    },
  },
  run: [
    {
      id: "start",
      text: {
        en: "Press Run: two queues and their workers",
        zh: "点“运行”：两条队列，各有工作进程",
      },
      until: inEveryArm(({ workers }) => workers.length > 0),
    },
    {
      id: "killed",
      text: {
        en: "Publish 10,000 in each at once; the broker is killed right after",
        zh: "两边各一口气发一万条，刚发完就杀掉代理",
      },
      buttons: [
        {
          text: { en: "Publish, then kill the broker", zh: "发完就杀掉代理" },
          command: { type: "publish-burst", count: COUNT, kill: true },
        },
      ],
      until: inEveryArm(isKilled),
    },
    {
      id: "counted",
      text: {
        en: "It is back: compare what is left in A with what its publisher knows",
        zh: "代理恢复了：A 还剩多少，它的发布者又知道多少",
      },
      until: inEveryArm(isCounted),
    },
    {
      id: "kept",
      text: { en: "In B nothing that was confirmed is missing", zh: "B 里确认过的一条没丢" },
      until: inArm(
        "B",
        (arm) =>
          arm.burst !== null && isCounted(arm) && burstFigures(arm.burst).confirmedButLost === 0,
      ),
    },
  ],
  explain: {
    text: {
      en: "Persistent means that a message **will be** written to disk, not that it **is**. Without confirms the broker waits until the queue has been quiet, or many have gathered: RabbitMQ 3.10 for **200 ms** or 16,385 messages, RabbitMQ 4.0 and 4.3 for **1 s** or 4,096. Killed before that, it takes along what it has not written, though `close()` returned as if all were well: of 10,000 nothing is left on 3.10, at most the first 8,192 on 4.0 and 4.3. A **confirm** comes only when the message is on disk. So B's publisher loses nothing: what is confirmed is there, and what is not, it sends again. Let confirms come in while you publish on: that costs next to nothing. Waiting for each one before the next message is 15 to 26 times slower.",
      zh: "持久化的意思是“**会**写盘”，不是“**已**写盘”。不开发布确认，代理不急着刷盘，要等队列安静一阵，或者攒够一批：RabbitMQ 3.10 是 **200 毫秒**或 16,385 条，RabbitMQ 4.0 和 4.3 是 **1 秒**或 4,096 条。代理要是在这之前死掉，还没写盘的就跟着没了，而 `close()` 早已正常返回：一万条里，3.10 上一条不剩，4.0 和 4.3 上最多剩下最前面的 8,192 条。**发布确认**要等消息真正落盘才会来。所以 B 的发布者什么都不会丢：确认过的都在，没确认的重发就是。边发边收确认，几乎没有代价；发一条等一条，要慢 15 到 26 倍。",
    },
    code: "channel.confirm_delivery() · await channel.waitForConfirms()",
    tasks: [
      {
        id: "left-alone",
        text: {
          en: "Once more, and leave the broker alone: both keep everything, B knows it",
          zh: "再发一次，别动代理：两边都一条不少，但只有 B 知道",
        },
        buttons: [
          {
            text: { en: "Publish", zh: "只发送" },
            command: { type: "publish-burst", count: COUNT, kill: false },
          },
        ],
        until: inEveryArm(({ burst }) => burst?.outage === false && burst.survived === COUNT),
      },
    ],
  },
  hint: {
    en: "On your own RabbitMQ set BROKER_RESTART_COMMAND, so that the lab can kill it: by hand nobody is quick enough.",
    zh: "用你自己的 RabbitMQ 时，请设置 BROKER_RESTART_COMMAND，让实验来杀：手动操作谁也来不及。",
  },
  notes: [
    {
      en: "RabbitMQ 3.10.8, without confirms, kill -9 so long after close() returned: at 0, 100 and 200 ms all 10,000 are lost, at 300 ms none. Of 20,000, 16,385 survive even at 0 ms: a journal that is full is written at once. RabbitMQ 4.3.6: of 10,000 the first 8,192 survive at 0, 150 and 400 ms, all at 1 s; of 20,000, 16,384. With B publishing beside it, 8,192 or 7,253 (twice each).",
      zh: "RabbitMQ 3.10.8，不开发布确认，close() 返回后过一会儿 kill -9：0、100、200 毫秒时一万条全丢，300 毫秒时一条不丢。发两万条时，0 毫秒也能保住 16,385 条：日志写满就会立即刷盘。RabbitMQ 4.3.6：发一万条，0、150、400 毫秒时都剩最前面的 8,192 条，1 秒时一条不丢；发两万条剩 16,384 条。B 同时也在发时，剩 8,192 或 7,253 条（各两次）。",
    },
    {
      en: "The window has no fixed length: each message begins it anew. A queue that gets one every 100 ms has nothing on disk, for minutes, until 16,385 (3.10) or 4,096 (4.0, 4.3) have gathered. The embedded broker does as the release it is; releases not named here may have another window.",
      zh: "窗口的长度并不固定：每来一条消息就重新计时。每 100 毫秒来一条的队列，几分钟都不会写盘，直到攒够 16,385 条（3.10）或 4,096 条（4.0、4.3）。内嵌代理按它所扮演的版本来；这里没提到的版本，窗口可能不同。",
    },
    {
      en: "Both arenas share one kill: when A's channel is closed and B has half of its confirms, at most 120 ms after the former.",
      zh: "两个对照区共用一次强杀：A 的信道已关闭、B 收到一半确认的时候，最晚不超过前者之后 120 毫秒。",
    },
    {
      en: "A stop in good order loses nothing, confirmed or not. Transactions are as safe as confirms and slower; pika has them, amqplib does not: see the Code tab in the lab.",
      zh: "正常停止时，确认与否都不会丢。事务和发布确认一样安全，但更慢；pika 支持事务，amqplib 没有：见实验页的“代码”。",
    },
  ],
};
