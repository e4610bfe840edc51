import { keepsDead } from "../../scenario/dead-letters.ts";
import { declaredLimitOf } from "../../scenario/queue-settings.ts";
import type { Strategy } from "../../scenario/strategy.ts";

/** Header, transport, banners, drawer, dialogs. Seconds come formatted, without their unit. */
export const shell = {
  header: {
    preset: "Preset",
    ownPreset: "Your own race",
    seed: (seed: number) => `seed ${seed}`,
    people: (count: number) => (count === 1 ? "1 here" : `${count} here`),
    peopleLabel: (count: number) =>
      count === 1 ? "Only you are here" : `${count} people have this lab open`,
    share: "Share",
    copied: "Copied",
    shareHint:
      "Copies this lab's address. Whoever opens it sees the same race, live, and can watch only.",
    copyFailed: (url: string) => `Copying was not allowed. The address is ${url}`,
    otherLanguage: "中文",
    otherLanguageLabel: "中文，切换到中文",
    otherLanguageTag: "zh-CN",
    theme: "Theme",
    themes: { system: "System", light: "Light", dark: "Dark" },
    help: "Shortcuts and help",
    lessons: "Lessons",
  },

  transport: {
    label: "Transport",
    run: "Run",
    pause: "Pause",
    resume: "Resume",
    runAgain: "Run again",
    starting: "Starting",
    toStart: "Back to the start",
    stepBack: "Step back: look at the previous event",
    step: "Step to the next event",
    speed: "Speed",
    times: (speed: number) => `${speed}×`,
    clock: "Lab time",
    seconds: (value: string) => `${value} s`,
  },

  source: {
    label: "Where the picture comes from",
    embedded: (release: string) => `Embedded broker, as RabbitMQ ${release}`,
    embeddedBody:
      "An AMQP 0-9-1 broker inside this server that behaves as that RabbitMQ does. Publisher and workers are ordinary AMQP clients; every mark on the page is an event one of them reported.",
    ownBody: "This lab has it for itself: a restart takes nothing from another lab.",
    live: (product: string, version: string) => `${product} ${version} live`,
    liveBody: (product: string, version: string) =>
      `${product} ${version}, over AMQP. Every mark on the page is an event a publisher or a worker reported.`,
    connecting: "Connecting to the broker",
    connectingBody: "The race can start as soon as it answers.",
    silent: "Broker silent",
    down: "Broker down",
    downBody: (reason: string, attempt: number) =>
      `The broker does not answer: ${reason}. Attempt ${attempt} to reach it is under way.`,
    you: { connected: "connected", connecting: "connecting", reconnecting: "reconnecting" },
    linkLabel: "This browser",
    behind: (secondsBehind: number) => `reconnecting, ${secondsBehind} s behind`,
  },

  banner: {
    brokerSilent: (atS: string) =>
      `The broker has not answered since ${atS} s. The run waits for it.`,
    brokerDown: (seconds: string) => `The broker stopped answering at ${seconds} s.`,
    brokerDownNoRun: "The broker does not answer.",
    brokerDownBody: (reason: string, keepsNothing: boolean) =>
      `The lanes are frozen at the last measured event. ${keepsNothing ? "This broker keeps nothing on disk: what it held is gone." : "Persistent messages in a durable queue are kept, as far as they reached its disk."} It is tried again by itself (${reason}).`,
    brokerDownNoRunBody: (reason: string) =>
      `Plan as you like; a race can start as soon as it is back. It is tried again by itself (${reason}).`,
    needsBroker: "That needs the broker. Nothing of the plan is lost.",
    retryNow: "Retry now",
    useEmbedded: "Use the embedded broker",
    restartDue: "Another lab restarts this broker in a few seconds.",
    restartDueBody:
      "Your race goes on when it is back, and lab time stands still until then. What is not durable, or not persistent, is lost.",
    diskFails: {
      removed: "The broker's data directory was removed.",
      full: "The broker's disk is full, or nearly.",
      failing: "The broker can't write to its disk.",
    },
    diskFailsBody: {
      removed:
        "It takes and confirms no more tasks. Whoever runs this server has to start it again; what waits in queues is lost.",
      full: "It takes and confirms no more tasks until whoever runs this server makes room. Then it goes on by itself.",
      failing:
        "It takes and confirms no more tasks. It tries again and again, and goes on by itself once it can.",
    },
    offline: (attempt: number) =>
      attempt === 0 ? "This browser lost the server." : `Reconnecting, attempt ${attempt}.`,
    offlineBody: (nextEvent: number, secondsBehind: number) =>
      nextEvent === 1
        ? `${secondsBehind} s behind. What runs goes on without you; you will catch up, and nothing is skipped.`
        : `${secondsBehind} s behind. The run goes on without you. You will catch up from event ${nextEvent}; nothing is skipped.`,
    reconnect: "Reconnect",
    oldPage: "This page is older than the server.",
    oldPageBody: "The server was updated. Reload, and the lab is as it was.",
    reload: "Reload",
    runFailed: "The run could not go on.",
    runFailedBody: "What was measured until then stays. Change what was refused, then run again.",
    watching: "You are watching; only the one who opened this lab steers.",
    refused: "This lab cannot be shown.",
    dismiss: "Dismiss",
  },

  drawer: {
    label: "Results",
    metrics: "Metrics",
    log: "Log",
    table: "Table",
    code: "Code",
    describeNow: "Describe now",
    resetAll: "Reset all",
  },

  describe: {
    title: (seconds: string) => `At ${seconds} s`,
    close: "Close",
    notRun: "Nothing has run yet.",
    plan: (tasks: number, work: string) => `${tasks} tasks, ${work} s of work.`,
    arm: (arm: string, settings: string) => `Arena ${arm}, ${settings}`,
    settings: ({ prefetch, ack, persistent, confirms, ...queue }: Strategy) =>
      [
        prefetch === "unlimited" ? "prefetch unlimited" : `prefetch ${prefetch}`,
        `${ack} ack`,
        queue.durable ? "durable queue" : "transient queue",
        persistent ? "persistent messages" : "transient messages",
        ...(confirms ? [] : ["fire-and-forget"]),
        ...(queue.queueType === "quorum" ? ["quorum queue"] : []),
        ...(declaredLimitOf(queue) === undefined ? [] : [`delivery limit ${queue.deliveryLimit}`]),
        ...(keepsDead(queue)
          ? [`dead letters ${queue.deadLetters === "retry" ? "come back" : "kept"}`]
          : []),
      ].join(", "),
    ledger: (published: number, done: number, running: number, held: number, ready: number) =>
      `${published} published: ${done} done, ${running} running, ${held} held, ${ready} ready.`,
    lost: (count: number) => `${count} lost for good.`,
    missing: (count: number) =>
      `${count} missing: taken out of the queue by somebody else, expired, or dropped.`,
    refused: (count: number) => `${count} refused by the broker.`,
    dead: (count: number) => `${count} among the dead letters.`,
    returned: (count: number) => `${count} returned to the publisher.`,
    redelivered: (count: number) =>
      count === 1 ? "1 delivery was a redelivery." : `${count} deliveries were redeliveries.`,
    workerBusy: (worker: string, tasks: readonly number[], held: number) =>
      `${worker} works on ${tasks.length === 1 ? "task" : "tasks"} ${tasks.join(", ")} and holds ${held === 0 ? "no other" : `${held} more`}.`,
    workerIdle: (worker: string) => `${worker} is idle.`,
    workerHalted: (worker: string, how: "paused" | "hung", held: number) =>
      `${worker} ${how === "paused" ? "is paused" : "hangs"}${held === 0 ? "" : ` and holds ${held === 1 ? "1 task" : `${held} tasks`}`}.`,
    workerGone: (worker: string, seconds: string) => `${worker} left at ${seconds} s.`,
    finished: (seconds: string) => `Finished after ${seconds} s.`,
    idle: (seconds: string) => `Idle while work waits: ${seconds} worker-seconds so far.`,
    onWire: (seconds: string, speed: number) =>
      `${seconds} of them passed while a delivery was on the wire: at ${speed}× round trips take ${speed} times as long.`,
    brokerDelay: (seconds: string) =>
      `${seconds} s of it was the broker's own delay, which doesn't follow the lab's speed.`,
    bound: (seconds: string) => `No schedule can beat ${seconds} s.`,
    bestPossible: (seconds: string) => `The best possible is ${seconds} s.`,
  },

  note: {
    title: (seconds: string) => `Note at ${seconds} s`,
    field: "Note",
    hint: "Up to 200 characters. It is drawn on the ruler and kept in the log.",
    add: "Add note",
    cancel: "Cancel",
    noRun: "Notes belong to a run. Press Run first.",
  },

  help: {
    title: "Shortcuts and help",
    intro:
      "One dot is one second of work. Every arena gets the same tasks at the same moments; only its settings differ. Drag the ruler to look at an earlier moment; the run goes on.",
    keys: "Keys",
    settings: "Settings",
    singleKeys: "Single-key shortcuts",
    singleKeysHint: "Turn off if they get in the way of speech input or a screen reader.",
    reduceMotion: "Reduce motion",
    reduceMotionHint: "Time moves in steps of half a second; nothing travels.",
    close: "Close",
    list: {
      run: "Run, pause or resume",
      events: "Previous or next event",
      second: "One second back or forward",
      ends: "To the start, back to now",
      push: "Push a task of 1 to 9 dots",
      focus: "Go to arena A or B",
      lanes: "From lane to lane",
      actOnWorker: "Kill, pause or resume, slow, hang the worker whose lane you are in",
      worker: "Add a worker to the arena you are in",
      prefetch: "Prefetch down or up",
      ack: "Manual or auto ack",
      panels: "Log, table, code, metrics",
      note: "Add a note at now",
      describe: "Describe now",
      again: "Run again",
      reset: "Reset all",
      undo: "Undo or redo a change of the plan",
      help: "This list",
      escape: "Close what is open",
    },
  },

  live: {
    started: "The run started.",
    paused: (seconds: string) => `Paused at ${seconds} s.`,
    progress: (arm: string, done: number, published: number) =>
      `Arena ${arm}: ${done} of ${published} done.`,
    idle: (arm: string, idle: number, waiting: number) =>
      idle === 1
        ? `Arena ${arm}: 1 worker is idle while ${waiting} tasks wait.`
        : `Arena ${arm}: ${idle} workers are idle while ${waiting} tasks wait.`,
    finished: (arm: string, seconds: string) => `Arena ${arm} finished after ${seconds} s.`,
    standstill: (arm: string, why: string) => `Arena ${arm}: ${why}`,
    lost: (arm: string, count: number) =>
      count === 1 ? `Arena ${arm}: 1 task is lost.` : `Arena ${arm}: ${count} tasks are lost.`,
    offline: "This browser lost the server. Reconnecting.",
    online: "Connected again; nothing was missed.",
    brokerDown: "The broker does not answer.",
    brokerUp: "The broker is back.",
  },
};
