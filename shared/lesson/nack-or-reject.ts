import type { ArmState, RunState } from "../run/run-state.ts";
import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { tasksOfDots } from "../scenario/workload.ts";
import type { WorkerAction } from "../scenario/worker-action.ts";
import {
  armOf,
  brokerName,
  counted,
  deliveriesOf,
  inArm,
  staysOf,
  wasDropped,
} from "./conditions.ts";
import type { Lesson, LessonButton, Words } from "./lesson.ts";
import { lessonScenario, W1 } from "./lesson-scenario.ts";

const TIMES = 3;

export const nackOrReject: Lesson = {
  id: "nack-or-reject",
  intro: {
    en: "A worker that can’t do a task gives it back, by `basic.nack` or by `basic.reject`, both with requeue. The two look like one. Here is a quorum queue with a **delivery limit of 2**: more than twice, a task may not come back as failed. You nack three times, then reject.",
    zh: "工作进程做不了一个任务，就把它退回：用 `basic.nack` 或 `basic.reject`，都带 requeue。看起来是一回事。这里有一条**投递上限为 2** 的仲裁队列：一个任务失败退回不能超过两次。你先 nack 三次，再 reject。",
  },
  scenario: lessonScenario({
    tasks: tasksOfDots([15, 15, 15, 15, 15]),
    workers: 1,
    strategies: [{ ...WAIT_FOR_ACK, queueType: "quorum", deliveryLimit: 2 }],
  }),
  figures: ["queue"],
  predict: {
    question: {
      en: "Delivery limit 2, and you nack task 1 three times. Then?",
      zh: "投递上限是 2，你把任务 1 nack 三次。然后呢？",
    },
    choices: [
      { id: "gone", text: { en: "it is gone", zh: "它没了" } },
      { id: "again", text: { en: "it comes a fourth time", zh: "它第四次到来" } },
    ],
    measured: (run) => {
      const arm = armOf(run, "A");
      if (!arm) return null;
      const on = brokerName(run);
      if (deliveriesOf(arm, 1) > TIMES) {
        return { en: `it came a fourth time (${on})`, zh: `它第四次到来（${on}）` };
      }
      return wasDropped(arm, 1) ? { en: `it was gone (${on})`, zh: `它没了（${on}）` } : null;
    },
  },
  run: [
    {
      id: "start",
      text: { en: "Press Run: w1 begins task 1", zh: "点“运行”：w1 开始任务 1" },
      until: inArm("A", ({ counts }) => counts.running > 0),
    },
    {
      id: "nacked",
      text: {
        en: "Nack it three times before it is done (too late? Reset all)",
        zh: "趁它没做完，nack 三次（晚了？点“全部重置”）",
      },
      buttons: [
        button({ en: "Nack w1’s task", zh: "nack w1 的任务" }, { type: "nack", requeue: true }),
      ],
      until: counted("A", TIMES, (arm) => requeuesOf(arm, 1)),
    },
    {
      id: "then",
      text: {
        en: "See what w1 is given next, and what its headers say: point at the bar",
        zh: "看 w1 接着拿到什么，消息头说了什么：把鼠标移到条上",
      },
      until: inArm("A", (arm) => requeuesOf(arm, 1) >= TIMES && arm.counts.running > 0),
    },
    {
      id: "rejected",
      text: {
        en: "Now reject, again and again, until one more task is gone",
        zh: "再用 reject，一次又一次，直到又有一个任务没了",
      },
      buttons: [
        button(
          { en: "Reject w1’s task", zh: "reject w1 的任务" },
          { type: "reject", requeue: true },
        ),
      ],
      until: rejectedOnceTooOften,
    },
  ],
  explain: {
    text: {
      en: "Both give a task back; what they **count** for is the release’s. RabbitMQ 3.10 and 4.0: nack and reject both add to `x-delivery-count`, and the third of either was one too many. RabbitMQ 4.3: a nack means “not me, not now”, adds to `x-acquired-count` only, and no limit looks at that: a nack loop **never ends**. A reject, a channel that closes and a worker that dies mean “it failed”: they add to `x-delivery-count`, and past the limit the task is gone. So on 4.3 reject what failed, and nack what you only hand on.",
      zh: "两个都是退回，**算不算数**要看版本。RabbitMQ 3.10 和 4.0：nack 和 reject 都让 `x-delivery-count` 加一，不管哪个，第三次就超了。RabbitMQ 4.3：nack 的意思是“现在别给我”，只让 `x-acquired-count` 加一，哪个上限都不看它：只用 nack 会**没完没了**。reject、信道关闭、工作进程死掉，意思都是“失败了”：`x-delivery-count` 加一，超过上限任务就没了。所以在 4.3 上，失败了用 reject，只是转手才用 nack。",
    },
    code: "channel.basic_reject(delivery_tag=tag, requeue=True)",
    tasks: [
      {
        id: "died",
        text: {
          en: "A death counts on every release: kill w1 at its task, start it again, and read x-delivery-count",
          zh: "死掉在每个版本都算数：趁 w1 在做，终止它再启动，看 x-delivery-count",
        },
        buttons: [
          button({ en: "Kill w1", zh: "终止 w1" }, { type: "kill" }),
          button({ en: "Start w1 again", zh: "再启动 w1" }, { type: "restart" }),
        ],
        until: inArm("A", cameBackByDeath),
      },
    ],
  },
  hint: {
    en: "Each task takes 15 seconds, and begins anew when it comes back: there is time. Pause stops the clock.",
    zh: "每个任务 15 秒，退回后从头再来：时间够用。暂停可以停住时钟。",
  },
  notes: [
    {
      en: "basic.recover is counted as nack is, the end of a channel or connection as reject is. basic.reject is for one delivery; nack, RabbitMQ’s own, may be for many (multiple).",
      zh: "basic.recover 和 nack 一样计，信道或连接断开和 reject 一样计。basic.reject 一次只管一条；nack 是 RabbitMQ 自己加的，可以一次管多条（multiple）。",
    },
    {
      en: "The lab itself nacks what a leaving worker has not begun: on 4.3 that costs nothing, on 3.10 and 4.0 it counts as a failure.",
      zh: "工作进程离开时，实验把它还没开始的任务 nack 回去：在 4.3 上没有代价，在 3.10 和 4.0 上算一次失败。",
    },
    {
      en: "A classic queue counts neither, on any release. RabbitMQ 3.10.8 gives room for a dropped task twice: from then on w1 holds one beyond its prefetch of 1, and it takes five rejects, not three.",
      zh: "经典队列在哪个版本都不计数。RabbitMQ 3.10.8 丢弃一个任务会腾出两个位置：此后 w1 手里比预取 1 多一个，要 reject 五次而不是三次。",
    },
  ],
};

function button(text: Words, action: WorkerAction): LessonButton {
  return { text, command: { type: "act-on-worker", worker: W1, action } };
}

function requeuesOf({ attempts }: ArmState, task: number): number {
  return attempts.filter((one) => one.task === task && one.outcome === "requeued").length;
}

function rejectedOnceTooOften(run: RunState): boolean {
  const arm = armOf(run, "A");
  return run.incidents.some(
    (one) => one.type === "rejected" && arm !== undefined && wasDropped(arm, one.task),
  );
}

function cameBackByDeath(arm: ArmState): boolean {
  const killed = staysOf(arm, W1).find(({ leftHow }) => leftHow === "killed");
  return (
    killed !== undefined &&
    arm.attempts.some((one) => one.deliveryCount > 0 && one.receivedAtMs >= (killed.leftAtMs ?? 0))
  );
}
