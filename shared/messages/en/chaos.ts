/** What can be done to a worker or to the broker, and what it meant for the tasks. Seconds come formatted. */
export const chaos = {
  acts: {
    slow: "slow",
    fast: "fast",
    pause: "pause",
    resume: "resume",
    hang: "hang",
    "hang-silent": "hang without heartbeats",
    kill: "kill",
    stop: "stop after this task",
    restart: "restart",
    "forget-acks": "forget to ack",
    "remember-acks": "remember to ack",
    nack: "nack, back to the queue",
    "nack-drop": "nack, drop it",
    reject: "reject, back to the queue",
    "reject-drop": "reject, drop it",
    "more-at-once": "more tasks at once",
    "fewer-at-once": "fewer tasks at once",
    remove: "remove",
  },
  actOn: (act: string, worker: string, arm: string) => `${act}, ${worker} of arena ${arm}`,
  moreSign: "⋯",
  moreActions: "actions",
  row: (worker: string, arm: string) => `Worker ${worker}, arena ${arm}`,

  status: {
    paused: (atS: string) => `paused at ${atS} s`,
    hung: (atS: string) => `hung at ${atS} s`,
    silent: (atS: string) => `silent since ${atS} s`,
    forgets: "forgets to ack",
    late: (task: number) => `task ${task}, too late`,
  },
  stoodStill: (forS: string) => `still for ${forS} s`,

  /** On the ruler. */
  flags: {
    killed: (worker: string) => `kill ${worker}`,
    stopped: (worker: string) => `stop ${worker}`,
    silent: (worker: string) => `${worker} given up`,
    paused: (worker: string) => `pause ${worker}`,
    hung: (worker: string) => `hang ${worker}`,
    resumed: (worker: string) => `resume ${worker}`,
    joined: (worker: string) => `${worker} joins`,
    forgets: (worker: string) => `${worker} forgets acks`,
    remembers: (worker: string) => `${worker} acks again`,
    speed: (worker: string, speed: number) => `${worker} ${speed}×`,
    rejected: (worker: string) => `${worker} rejects`,
    ackLost: (worker: string) => `${worker}'s ack lost`,
    cutOff: (worker: string) => `${worker} cut off`,
    back: (worker: string) => `${worker} back`,
    refused: (worker: string) => `406 to ${worker}`,
    restart: "restart broker",
    killBroker: "kill broker",
    brokerGone: "broker away",
    notRestarted: "not restarted",
    queueDeleted: "queue deleted",
    fewer: (count: number) => `${count} fewer`,
    redeclared: (code: number) => `${code} redeclare`,
  },

  sentence: {
    paused: (worker: string, atS: string, kept: number) =>
      `${worker} paused at ${atS} s.${kept === 0 ? "" : ` It keeps ${kept === 1 ? "1 task" : `${kept} tasks`}; nobody else can do ${kept === 1 ? "it" : "them"}.`}`,
    hung: (worker: string, atS: string, kept: number) =>
      `${worker} hung at ${atS} s.${kept === 0 ? "" : ` Its heartbeats go on, so the broker leaves it ${kept === 1 ? "its task" : `its ${kept} tasks`}.`}`,
    hungSilent: (worker: string, atS: string) =>
      `${worker} hung at ${atS} s, heartbeats too. The broker will soon take it for dead.`,
    resumed: (worker: string, atS: string) => `${worker} goes on at ${atS} s where it was.`,
    stopped: (worker: string, atS: string) =>
      `${worker} left at ${atS} s in good order: its task done and acked, the rest given back.`,
    silent: (worker: string, atS: string, tasks: number) =>
      `The broker gave ${worker} up at ${atS} s for missed heartbeats. ${tasks === 1 ? "1 unacked task returns" : `${tasks} unacked tasks return`} to the queue.`,
    forgets: (worker: string, atS: string) =>
      `${worker} forgets to ack from ${atS} s. What it does stays unacked, and returns to the queue when it leaves.`,
    remembers: (worker: string, atS: string) =>
      `${worker} acks again from ${atS} s. What it forgot stays unacked.`,
    requeued: (worker: string, task: number) =>
      `${worker} rejected task ${task}. It goes back to the queue.`,
    droppedAtLimit: (worker: string, task: number) =>
      `${worker} rejected task ${task} once too often. Its queue dropped it: that was the delivery limit.`,
    deadLettered: (worker: string, task: number, atLimit: boolean) =>
      atLimit
        ? `${worker} rejected task ${task} once too often. That was the delivery limit: it is among the dead letters.`
        : `${worker} rejected task ${task} without requeue. It is among the dead letters.`,
    retried: (worker: string, task: number) =>
      `${worker} rejected task ${task} without requeue. It comes back in 5 s, by the broker’s clock.`,
    dropped: (worker: string, task: number) =>
      `${worker} rejected task ${task} without requeue. The broker threw it away.`,
    refused: (worker: string, task: number, other: string | null, code: number, text: string) =>
      `${worker} finished task ${task} too late: ${other === null ? "it was back in the queue" : `${other} had it already`}. The broker refused its ack: ${code} ${text}`,
    ackLost: (worker: string, task: number) =>
      `${worker}'s ack of task ${task} never reached the broker: the connection was dead. The task is given out again, and done twice.`,
    cutOff: (worker: string, atS: string, tasks: number, comesBack: boolean) =>
      `${worker} was cut off from the broker at ${atS} s${tasks === 0 ? "" : tasks === 1 ? "; 1 task returned to the queue" : `; ${tasks} tasks returned to the queue`}.${comesBack ? " It comes back by itself." : ""}`,
    brokerGone: (atS: string, kill: boolean) =>
      kill
        ? `The broker was killed at ${atS} s. Every connection died with it.`
        : `The broker went away at ${atS} s. Every connection died with it.`,
    notAllowed: (atS: string) =>
      `The broker was not restarted at ${atS} s: it is not this lab's. Restart it yourself, and the lab notices.`,
    restartFailed: (atS: string, reason: string) =>
      `Restarting the broker at ${atS} s failed: ${reason}`,
    survived: (atS: string, survived: number, atStake: number, lost: number) =>
      lost === 0
        ? `The broker is back at ${atS} s. All ${survived} open tasks survived.`
        : `The broker is back at ${atS} s. ${survived} of ${atStake} open tasks survived, ${lost} are lost.`,
    nothingAtStake: (atS: string) => `The broker is back at ${atS} s. No task was open.`,
  },

  broker: {
    title: "Restart the broker",
    stop: "Restart",
    stopHint: "in good order: it closes every connection and writes everything to disk",
    kill: "Kill and start again",
    killHint: "as with kill -9: what is not on disk is gone",
    typeIt: "This broker is not ours to restart. Type on its machine:",
    orType: "or",
    notices:
      "The lab notices the outage and the return by itself. With BROKER_RESTART_COMMAND set for its server it can do it for you.",
  },

  survival: {
    title: (atS: string, kill: boolean | null) =>
      kill === null
        ? `After the outage at ${atS} s`
        : kill
          ? `After the broker was killed at ${atS} s`
          : `After the broker's restart at ${atS} s`,
    durableQueue: "durable queue",
    transientQueue: "transient queue",
    persistentMessages: "persistent messages",
    transientMessages: "transient messages",
    none: "no arena is set so",
    waiting: "waiting for the broker",
    notBack: "still away: its restart failed",
    cell: (arm: string, survived: number, atStake: number) =>
      `${arm}: ${survived} of ${atStake} survived`,
    flagged: (count: number) =>
      count === 1 ? "1 came back redelivered" : `${count} came back redelivered`,
    lost: (count: number, why: string) => `${count} lost: ${why}`,
    why: {
      queue: "the queue died with the broker",
      message: "transient messages are not written down",
      unwritten: "not on disk",
      auto: "acked when they were sent, and their workers died",
    },
  },

  queues: {
    command: "rabbitmqctl list_queues name messages_ready messages_unacknowledged",
    note: "Counted from the run; the broker's own count is compared when the run ends.",
    onlyHere: "Held and running are what only the lab sees.",
    held: "held",
    running: "running",
  },

  faults: {
    button: "Faults",
    count: (count: number) => `Faults, ${count} planned`,
    title: "Planned faults",
    none: "Nothing goes wrong on purpose yet.",
    atSecond: (atS: string) => `at ${atS} s`,
    onWorker: (act: string, worker: string) => `${act} ${worker} in every arena`,
    restart: "restart the broker",
    killBroker: "kill the broker and start it again",
    speed: (worker: string, speed: number) => `${worker} to ${speed}× in every arena`,
    remove: (fault: string) => `Remove: ${fault}`,
    what: "What",
    worker: "Worker",
    at: "At, s",
    add: "Add",
    badTime: (max: number) => `A time from 0 to ${max} s.`,
    locked: "The plan can change when the run has ended.",
  },
};
