import type { QueueSettings } from "../../scenario/queue-settings.ts";

/** What the linter says of an arena. Times come ready formatted, in seconds, without their unit. */
export const lint = {
  label: (arm: string) => `Notes on arena ${arm}`,
  more: (count: number) => `+${count}`,
  /** Opens what is only begun. */
  rest: "…",
  moreName: (count: number, arm: string) =>
    count === 0
      ? `All of the note on arena ${arm}`
      : count === 1
        ? `1 more note on arena ${arm}`
        : `${count} more notes on arena ${arm}`,

  prefetchInert: (prefetch: number) => `Prefetch ${prefetch} has no effect with auto ack.`,
  fewerThanHands: (prefetch: number, concurrency: number) =>
    `With prefetch ${prefetch}, the broker sends a worker at most ${prefetch === 1 ? "1 unacked task" : `${prefetch} unacked tasks`}: it can't work on ${concurrency} at a time.`,
  unlimitedSlower: (dealtS: string, asFreeS: string) =>
    `Dealt in turn, these tasks take ${dealtS} s; with prefetch 1, ${asFreeS} s.`,
  persistentInTransient: "Persistent messages in a queue that is not durable go with it.",
  transientInDurable: "After a restart this queue is there, and its transient messages are not.",
  persistentUnconfirmed: (quietS: string, entries: string, release: string) =>
    `Persistent, but nobody confirms: nobody is told of a loss. They are in memory only until the queue was quiet for ${quietS} s or ${entries} have gathered (RabbitMQ ${release}).`,
  quorumNotDurable: "A quorum queue must be durable: the broker will refuse it with 406.",
  transientInQuorum: "A quorum queue writes these transient messages down all the same.",
  unlimitedInQuorum: (prefetch: number) =>
    `A quorum queue takes unlimited for a prefetch of ${prefetch}: that many each worker may hold, and no more.`,
  moreWorkers: (workers: number, tasks: number) =>
    `${workers} workers for ${tasks === 1 ? "1 task" : `${tasks} tasks`}: some will find nothing to do. Add tasks, or remove workers.`,
  belowLatency: (gapMs: string, taskS: string, percent: string) =>
    `Ack to next delivery takes ${gapMs} ms, a task ${taskS} s: a worker waits ${percent} % of its time.`,
  hungAuto: (worker: string, tasks: number) =>
    `${worker} hangs with ${tasks === 1 ? "1 task" : `${tasks} tasks`} of which the broker has no copy: nobody else can do ${tasks === 1 ? "it" : "them"}.`,
  hungHeartbeats: (worker: string, tasks: number) =>
    `${worker} hangs with ${tasks === 1 ? "1 task" : `${tasks} tasks`}, its heartbeats go on. Kill it, and ${tasks === 1 ? "it returns" : "they return"} to the queue.`,
  hungSilent: (worker: string, tasks: number) =>
    `${worker} hangs with ${tasks === 1 ? "1 task" : `${tasks} tasks`}. Without heartbeats the broker soon takes it for dead, and ${tasks === 1 ? "it returns" : "they return"} to the queue.`,
  forgottenAcks: (unacked: number, workers: readonly string[]) =>
    workers.length === 1
      ? `${workers.join()} holds ${unacked === 1 ? "1 task" : `${unacked} tasks`} it did and will never ack. Restart it, and ${unacked === 1 ? "it returns" : "they return"} to the queue.`
      : `${workers.join(" and ")} hold ${unacked} tasks they did and will never ack. Restart them, and the tasks return to the queue.`,
  foreign: (total: number, ours: number) =>
    `Someone else also reads this queue: ${total} consumers, ${ours} ours. End theirs, or run again: a new run has a queue of its own.`,
  queueDeleted: (tasks: number) =>
    `Somebody deleted this queue${tasks === 0 ? "" : tasks === 1 ? ", and 1 task with it" : `, and ${tasks} tasks with it`}. Its workers are cut off until it is declared again.`,
  fewer: (count: number) =>
    `The broker holds ${count} fewer than our clients account for: somebody else takes them out of this queue, or it lets them expire or drops them.`,
  missing: (tasks: number) =>
    `${tasks === 1 ? "1 task is" : `${tasks} tasks are`} missing: no worker was given ${tasks === 1 ? "it" : "them"}, and the broker has ${tasks === 1 ? "it" : "them"} no longer. Taken out by somebody else, expired, or dropped.`,
  requeueLoop: (task: number, times: number) =>
    `Task ${task} went back to the queue ${times} times within a second. Nothing slows a requeue down: reject it for good, or wait first.`,
  givenUp: (tasks: number) =>
    `${tasks === 1 ? "1 task was" : `${tasks} tasks were`} given up, and nobody can look at ${tasks === 1 ? "it" : "them"} any more: this queue keeps no dead letters.`,
  deadLetters: (tasks: number, queue: string) =>
    `${tasks === 1 ? "1 task was" : `${tasks} tasks were`} given up and ${tasks === 1 ? "is" : "are"} in ${queue}, which nobody reads: until the run is over it is a queue as any other.`,
  vanished: (text: string, confirmed: boolean) =>
    `“${text}” went where no queue is: ${confirmed ? "confirmed, and gone" : "gone"}. Only mandatory would have told.`,
  cameBack: (text: string, code: number, reply: string) =>
    `“${text}” came back: ${code} ${reply}, no queue takes it. Its confirm is an ack all the same.`,
  and: " and ",

  remedy: {
    manual: "Manual ack",
    prefetch: (prefetch: number) => `Prefetch ${prefetch}`,
    durable: "Durable queue",
    persistent: "Persistent messages",
    declare: "Declare it again",
    confirms: "Confirms",
    deadLetters: "Keep dead letters",
    kill: (workers: string) => `Kill ${workers}`,
    resume: (workers: string) => `Resume ${workers}`,
    restart: (workers: string) => `Restart ${workers}`,
    /** What a screen reader hears of the button. */
    name: (remedy: string, arm: string) => `${remedy} in arena ${arm}`,
  },

  redeclare: {
    title: (code: number) => `${code}: a queue can't be redeclared with other settings.`,
    channel: (channel: number) =>
      `Channel ${channel} of the publisher's connection is closed; the connection and its other channels live on.`,
    remedies: ({ durable, queueType }: QueueSettings) =>
      `Two remedies. Another name: the next run declares a fresh queue, ${queueType === "quorum" ? "quorum, " : ""}${durable ? "durable" : "not durable"}. Or delete the queue first, with all that is in it.`,
  },
};
