/** What the linter says of an arena. Times come ready formatted, in seconds, without their unit. */
export const lint = {
  label: (arm: string) => `Notes on arena ${arm}`,
  more: (count: number) => `+${count}`,
  moreName: (count: number, arm: string) =>
    count === 1 ? `1 more note on arena ${arm}` : `${count} more notes on arena ${arm}`,

  prefetchInert: (prefetch: number) => `Prefetch ${prefetch} has no effect with auto ack.`,
  unlimitedSlower: (dealtS: string, asFreeS: string) =>
    `Dealt in turn, these tasks take ${dealtS} s; with prefetch 1, ${asFreeS} s.`,
  persistentInTransient: "Persistent messages in a queue that is not durable go with it.",
  transientInDurable: "After a restart this queue is there, and its transient messages are not.",
  moreWorkers: (workers: number, tasks: number) =>
    `${workers} workers for ${tasks === 1 ? "1 task" : `${tasks} tasks`}: some will find nothing to do. Add tasks, or remove workers.`,
  belowLatency: (gapMs: string, taskS: string, percent: string) =>
    `Ack to next delivery takes ${gapMs} ms, a task ${taskS} s: a worker waits ${percent} % of its time.`,
  hung: (worker: string, tasks: number) =>
    tasks === 1 ? `${worker} hangs and keeps 1 task.` : `${worker} hangs and keeps ${tasks} tasks.`,
  hungAuto: "The broker holds no copy: only this worker can do them.",
  hungHeartbeats:
    "Its heartbeats go on, so the broker waits. Kill it, and they return to the queue.",
  hungSilent: "Without heartbeats, the broker soon takes it for dead and gives them to others.",
  forgottenAcks: (unacked: number, workers: string) =>
    unacked === 1
      ? `${workers} did 1 task and never acknowledged it. The broker keeps it, and gives it out again when the worker goes.`
      : `${workers} did ${unacked} tasks and never acknowledged them. The broker keeps them, and gives them out again when the worker goes.`,
  foreign: (total: number, ours: number) =>
    `Someone else also reads this queue: ${total} consumers, ${ours} ours. End theirs, or run again: a new run has a queue of its own.`,
  requeueLoop: (task: number, times: number) =>
    `Task ${task} went back to the queue ${times} times within a second. Nothing slows a requeue down: reject it for good, or wait first.`,
  vanished: (text: string) =>
    `“${text}” went where no queue is: confirmed, and gone. Only mandatory would have told.`,
  cameBack: (text: string, code: number, reply: string) =>
    `“${text}” came back: ${code} ${reply}, no queue takes it. Its confirm is an ack all the same.`,
  and: " and ",

  remedy: {
    manual: "Manual ack",
    prefetch: (prefetch: number) => `Prefetch ${prefetch}`,
    durable: "Durable queue",
    persistent: "Persistent messages",
    /** What a screen reader hears of the button. */
    name: (remedy: string, arm: string) => `${remedy} in arena ${arm}`,
  },

  redeclare: {
    title: (code: number) => `${code}: a queue can't be redeclared with another durability.`,
    channel: (channel: number) =>
      `Channel ${channel} of the publisher's connection is closed; the connection and its other channels live on.`,
    remedies: (durable: boolean) =>
      `Two remedies. Another name: the next run declares a fresh queue, ${durable ? "durable" : "not durable"}. Or delete the queue first, with all that is in it.`,
  },
};
