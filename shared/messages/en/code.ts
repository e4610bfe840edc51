/** The code panel, and what the programs in it say. */
export const code = {
  program: {
    noAck: (call: string) => `no ${call}: the broker forgot the task when it sent it`,
    noPrefetch: (call: string) => `no ${call}: the broker sends all it has, at once`,
    noEffect: (call: string) => `no ${call}: without acks, there is nothing to count`,
    noLimit: (argument: string) => `no ${argument}: the broker's own limit`,
    noLimitInClassic: (argument: string) => `no ${argument}: a classic queue counts nothing`,
    poison: "what this worker can't do: it gives the task back",
    failed: "failed",
    persistent: "persistent",
    transient: "transient",
    noConfirms: (call: string) => `no ${call}: sent, and forgotten`,
    committed: "all of them, or none",
    listParts: { wait: "seconds to wait", text: "the task", serviceMs: "its work in ms" },
    oneAtATime: "Node could start every task at once. One at a time, as they came:",
    calledOneByOne: "pika calls this for one task at a time, as they came:",
    fewerAtOnce: (concurrency: number) =>
      `One at a time, as they came; the arena's workers do up to ${concurrency} at once:`,
    queueGone: "the queue was deleted",
    sent: "sent",
    waiting: "waiting for tasks, Ctrl+C ends it",
    received: "received",
    done: "done",
  },

  panel: {
    label: (arm: string) => `Code of arena ${arm}`,
    arm: "Arena",
    language: "Language",
    languages: { python: "Python", javascript: "JavaScript" },
    library: { python: "pika", javascript: "amqplib" },
    role: "Program",
    roles: { producer: "producer", worker: "worker" },
    transaction: "In a transaction (tx)",
    transactionIs:
      "Nobody sees the messages before tx_commit; once it is answered they are safe. The arena itself goes on as it is.",
    noTransaction: "No transactions here: amqplib has no tx methods. Use confirms.",
    fewerAtOnce: (concurrency: number) =>
      `This worker does one task at a time; those of the arena do up to ${concurrency} at once.`,
    diff: "What differs from A",
    noDiff: "Every line is as in A.",
    instead: "In A:",
    copy: (file: string) => `Copy ${file}`,
    copied: "Copied",
    copyFailed: "Copying was not allowed. Download it instead.",
    download: (file: string) => `Download ${file}`,
  },

  guide: {
    title: "Settings are code",
    intro: "Press a marked line to change the arena, and the line with it.",
    watching: "Each marked line is one setting of the arena.",
    names: {
      queueType: "Queue type",
      deliveryLimit: "Delivery limit",
      prefetch: "Prefetch",
      ack: "Ack",
      durable: "Durable queue",
      persistent: "Persistent messages",
      confirms: "Confirms",
    },
    press: (name: string, value: string, arm: string) =>
      `${name} of arena ${arm}: ${value}. Press to change it.`,
    isNow: (name: string, value: string, arm: string) => `${name} of arena ${arm}: ${value}.`,
    choose: "Prefetch of a worker",
    values: {
      default: "default",
      classic: "classic",
      quorum: "quorum",
      unlimited: "unlimited",
      manual: "manual",
      auto: "auto",
      on: "on",
      off: "off",
    },
    why: {
      persistentAnyway: "A quorum queue writes down every message, transient ones too.",
      classic: "On one node. All must declare it alike, or the answer is 406.",
      quorum:
        "Kept by several nodes of a cluster; always durable. All must declare it alike, or the answer is 406.",
      limit: "A task that comes back failed once more often is dropped.",
      defaultLimit: "As the broker has it: RabbitMQ 4.0 and later 20, earlier none.",
      noLimitInClassic: "No effect in a classic queue: it does not count what comes back.",
      prefetch: "How many unacked tasks one worker may hold.",
      noPrefetch: "No limit: every task leaves the queue on arrival.",
      noEffect: "No effect with auto ack: nothing is ever unacked.",
      manual: "The broker keeps a task until the worker says it is done.",
      auto: "The broker forgets a task once it is sent.",
      durable: "Survives a restart of the broker. All must declare it alike, or the answer is 406.",
      notDurable: "Gone when the broker restarts. All must declare it alike, or the answer is 406.",
      persistent:
        "Will be written to disk and survive a restart with their queue. Only a confirm says that it is done.",
      persistentInVain: "Of no use: a restart takes the queue, and these with it.",
      notPersistent: "In memory only: a restart of the broker loses them.",
      confirms: "The broker says of each message when it has it safe.",
      noConfirms: "Sent and forgotten: what is on no disk yet dies with the broker, unnoticed.",
    },
  },
};

/** Comes with the code panel, after the first picture. */
export type CodeMessages = typeof code;
