/** Times come ready formatted, in seconds, without their unit. */
export const stage = {
  pastIsLoading:
    "The past of this run is still loading, and has not reached this moment: what you see is from before it.",
  arena: (arm: string, title: string, detail: string) =>
    [`Arena ${arm}`, title.toLowerCase(), detail].filter(Boolean).join(", "),
  strategy: {
    eager: {
      title: "Eager",
      gloss: ["Round robin ", "轮询", ". Every task is dealt on arrival."],
    },
    fair: {
      title: "Wait for ack",
      gloss: ["Fair dispatch ", "公平调度", ". One task in hand."],
    },
    limited: { title: "Prefetch", gloss: ["A dial between the two: a few tasks in hand.", "", ""] },
    autoAck: {
      title: "Auto ack",
      gloss: ["The broker forgets a task once it is sent.", "", ""],
    },
    manualAck: {
      title: "Manual ack",
      gloss: ["The broker keeps a task until the ack.", "", ""],
    },
  },
  /** Language of the middle part of each `gloss`. */
  glossLanguage: "zh",
  prefetchIs: (prefetch: number) => `prefetch ${prefetch}`,
  prefetchUnlimited: "prefetch unlimited",

  controls: {
    prefetch: "Prefetch",
    unlimited: "unlimited",
    other: "…",
    otherPrefetch: "Another prefetch, 1 to 65535",
    prefetchField: "Prefetch, a whole number from 1 to 65535",
    prefetchInvalid: "Prefetch is a whole number from 1 to 65535, or unlimited.",
    setPrefetch: "Set",
    inertWhy: {
      persistent:
        "No effect in a quorum queue: it writes down every message it is given, transient ones too.",
      deliveryLimit: "No effect in a classic queue: it does not count what comes back.",
      deadLetters:
        "No effect with auto ack: what is acknowledged when it is sent can't be rejected.",
      prefetch:
        "No effect with auto ack: the broker counts every task as acknowledged when it is sent, so none is ever unacked.",
    },
    deliveryLimit: "Delivery limit",
    deadLetters: "Dead letters",
    off: "off",
    kept: "kept",
    retry: "retry",
    default: "default",
    ack: "Ack",
    manual: "manual",
    auto: "auto",
    durable: "Durable queue",
    persistent: "Persistent",
    queueType: "Queue type",
    classic: "classic",
    quorum: "quorum",
    confirms: "Confirms",
    more: "More",
    settings: (arm: string) => `Settings of arena ${arm}`,
    summary: (prefetch: string, ack: string) => `${prefetch}, ${ack}`,
    nextRun: "from the next run",
    addWorker: "Add a worker",
    addWorkerTo: (arm: string) => `Add a worker to arena ${arm}`,
    addWorkerShort: "worker",
    addArenaShort: "arena",
    removeArenaShort: "remove arena",
    addArena: "Add an arena",
    removeArena: (arm: string) => `Remove arena ${arm}`,
  },

  result: {
    done: "tasks done",
    of: (total: number) => `of ${total}`,
    finished: "finished",
    seconds: "s",
    overBound: (over: string) => `${over} s over the bound`,
    onBound: "on the lower bound",
    onBest: "the best possible",
    best: (best: string) => `best possible ${best} s`,
    idle: (idle: string) => `idle ${idle} s, work waits`,
    idleAndWire: (idle: string, wire: string) => `idle ${idle} s + wire ${wire} s`,
    wireAt: (speed: number) => `at ${speed}×: what a message and its ack take, times the speed`,
    brokerDelay: (seconds: string) => `${seconds} s of it the broker's own delay`,
    noIdle: "no idle while work waits",
    lost: (lost: number) => `${lost} lost for good`,
    redelivered: (redelivered: number) => `${redelivered} redelivered, 0 lost`,
    missing: (missing: number) => `${missing} missing`,
    refused: (refused: number) => `${refused} refused by the broker`,
    dead: (dead: number) => `${dead} among the dead letters`,
    returned: (returned: number) => `${returned} returned, no queue took them`,
    notSame: "not the same tasks",
    notSameHint: (outside: number) =>
      `${outside === 1 ? "1 task here was" : `${outside} tasks here were`} published by somebody else, to this arena's queue alone: its finish is no comparison`,
    stopped: "stopped",
  },

  state: {
    ready: "ready",
    held: "held",
    running: "running",
    done: "done",
    lost: "lost",
    redelivered: "redelivered",
    missing: "missing",
    refused: "refused",
    dead: "dead letters",
    returned: "returned",
    idle: "idle while work waits",
    published: "published",
    duplicates: "done twice",
  },
  ledger: "Where the tasks are",
  outside: (outside: number) => `${outside} from outside`,
  legend: "Legend",

  queue: {
    title: "Queue",
    ready: "ready",
    list: (arm: string) => `Queue of arena ${arm}`,
    more: (count: number) => `+${count} more`,
    empty: "Empty.",
    allDealt: (count: number, atS: string) => `Empty. All ${count} were dealt at ${atS} s.`,
    planned: (count: number) => (count === 1 ? "1 to come" : `${count} to come`),
    nothingPlanned: "Press a number key, 1 to 9.",
  },
  gate: {
    open: (worker: string) => `Gate to ${worker} open`,
    full: (worker: string) => `Gate to ${worker} closed: prefetch reached`,
    dead: (worker: string) => `Gate to ${worker} gone`,
  },

  worker: {
    speed: (speed: number) => `${speed}×`,
    concurrency: (concurrency: number) => `${concurrency} at once`,
    task: (task: number) => `task ${task}`,
    progress: (doneS: string, totalS: string | null) =>
      totalS === null ? `${doneS} s` : `${doneS} / ${totalS} s`,
    idle: "idle, work waits",
    nothing: "nothing to do",
    free: "free",
    killed: (atS: string) => `killed at ${atS} s`,
    left: (atS: string) => `left at ${atS} s`,
    brokerLost: (atS: string) => `cut off at ${atS} s`,
    missedHeartbeats: (atS: string) => `given up at ${atS} s`,
    joins: (atS: string) => `joins at ${atS} s`,
    attaching: "attaching",
    nextRun: "from the next run",
    oldest: (ageS: number) => `oldest ${ageS} s`,
    oldestLong: (ageS: number) => `The message it has held longest has been unacked for ${ageS} s`,
    actions: (worker: string) => `Actions on ${worker}`,
  },

  buffer: {
    list: (worker: string, arm: string) => `Held by ${worker} of arena ${arm}`,
    held: (count: number) => `${count} held`,
    lost: (count: number) => `${count} lost`,
    unacked: (count: number) => `${count} unacked`,
    unackedOf: (count: number, limit: number) => `${count}/${limit} unacked`,
    unprotected: "unprotected",
    more: (count: number) => `+${count}`,
  },

  lane: {
    name: (worker: string, arm: string) => `${worker} of arena ${arm}`,
    idle: (idle: string) => `idle ${idle} s`,
    idleBare: (idle: string) => `${idle} s`,
    idleWaits: (idle: string, tasks: number) =>
      tasks === 1 ? `idle ${idle} s, 1 task waits` : `idle ${idle} s, ${tasks} tasks wait`,
    idleAt: (idle: string, worker: string) => `idle ${idle} s while work waited at ${worker}`,
    idleQueue: (idle: string) => `idle ${idle} s while work waited`,
    killedAuto: (worker: string, atS: string, tasks: number) =>
      tasks === 0
        ? `${worker} killed at ${atS} s.`
        : `${worker} killed at ${atS} s. The broker holds no copy of ${tasks === 1 ? "this task" : `these ${tasks} tasks`}.`,
    killedManual: (worker: string, atS: string, tasks: number) =>
      tasks === 0
        ? `${worker} killed at ${atS} s.`
        : `${worker} killed at ${atS} s. ${tasks === 1 ? "1 unacked task returns" : `${tasks} unacked tasks return`} to the queue.`,
    killed: (worker: string, atS: string) => `${worker} killed at ${atS} s`,
    redeliveredTo: (worker: string) => `redelivered to ${worker}`,
    joined: (atS: string) => `joined at ${atS} s`,
    speedNow: (speed: number) => `${speed}×`,
  },

  task: {
    name: (task: number, seconds: string | null, state: string) =>
      seconds === null
        ? `task ${task}, of unknown size, ${state}`
        : `task ${task}, ${seconds} ${seconds === "1" ? "second" : "seconds"}, ${state}`,
    group: (count: number, first: number, last: number) => `${count} tasks, ${first} to ${last}`,
    ready: "ready in the queue",
    planned: "not yet published",
    held: (worker: string) => `held by ${worker}, not started`,
    running: (worker: string) => `running at ${worker}`,
    done: (worker: string) => `done by ${worker}`,
    lost: (worker: string) => `lost with ${worker}`,
    requeued: (worker: string) => `returned to the queue by ${worker}`,
    late: (worker: string) => `taken back from ${worker} and done once more`,
    redelivered: "redelivered",
    outside: "from outside",
  },

  overlay: {
    lowerBound: (atS: string) => `lower bound ${atS} s`,
    finished: (atS: string) => `finished ${atS} s`,
    finishedOnBound: (atS: string) => `finished ${atS} s, the lower bound`,
    sooner: (byS: string) => `${byS} s sooner`,
  },

  sentence: {
    heldOne: (task: number, worker: string) =>
      `Task ${task} already left the queue. Only ${worker} can do it.`,
    heldMany: (tasks: readonly number[], worker: string) =>
      `Tasks ${tasks.slice(0, -1).join(", ")} and ${tasks.at(-1) ?? ""} already left the queue. Only ${worker} can do them.`,
    heldCount: (count: number, worker: string) =>
      `${count} tasks already left the queue. Only ${worker} can do them.`,
    waitingOne: (task: number) => `Task ${task} waits in the queue for whoever acks first.`,
    waitingMany: (count: number) => `${count} tasks wait in the queue for whoever acks first.`,
    nobody: "Tasks wait safely in the queue. Nobody is there to take them.",
    nobodyTransient:
      "Tasks wait in the queue. Nobody is there to take them, and the queue would not survive a restart.",
    phoneDone: (done: number, total: number) => `${done} of ${total} done.`,
    phoneIdle: (worker: string, tasks: number) =>
      tasks === 1
        ? `${worker} is idle while 1 task waits.`
        : `${worker} is idle while ${tasks} tasks wait.`,
    phoneBusy: "Nobody is idle while work waits.",
  },

  ruler: {
    name: "Time",
    value: (atS: string) => `${atS} seconds`,
    seconds: (atS: string) => `${atS} s`,
    backToNow: "back to now",
    liveAt: (atS: string) => `The run is at ${atS} s`,
  },

  problem: {
    title: {
      transient: (replyCode: number) =>
        `${replyCode}: this broker refuses a non-durable shared queue.`,
      transientQuorum: (replyCode: number) => `${replyCode}: a quorum queue must be durable.`,
      mismatch: (replyCode: number) =>
        `${replyCode}: the broker can't declare a queue with these settings, or has it with others.`,
      other: (replyCode: number) => `${replyCode}: the broker refused the queue.`,
    },
    remedy: {
      transient: "Turn Durable queue on, or permit it in the broker's settings.",
      transientQuorum: "Turn Durable queue on, or take a classic queue.",
      mismatch: "A queue can't be redeclared; the next run uses a fresh name.",
      other: "",
    },
    answered: (replyText: string) => `The broker answered: ${replyText}`,
    turnOnDurable: "Turn on Durable queue",
    mismatch: (expected: number, counted: number) =>
      `The log counts ${expected} tasks left in this queue, the broker counts ${counted}. Do not trust this run.`,
    mismatchUnknown: (expected: number) =>
      `The log counts ${expected} tasks left in this queue; the broker did not answer. The queue may still be there: it is deleted after 10 minutes without use.`,
    noWorkers: "Nobody is there to take them.",
    noWorkersSafe: "Tasks wait safely in the queue.",
    noWorkersTransient: "Tasks wait in the queue.",
    pressW: "or press",
  },
};
