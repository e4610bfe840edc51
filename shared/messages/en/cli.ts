import { keepsDead } from "../../scenario/dead-letters.ts";
import { declaredLimitOf } from "../../scenario/queue-settings.ts";
import type { Strategy } from "../../scenario/strategy.ts";

/** What the help takes from where it is decided. */
interface HelpFacts {
  readonly presets: string;
  readonly tasks: string;
  readonly workers: number;
  readonly concurrency: number;
  readonly arms: number;
  readonly faults: number;
  readonly minSpeed: number;
  readonly maxSpeed: number;
  readonly measures: string;
  readonly releases: string;
  readonly sizes: string;
  readonly arrivals: string;
  readonly settings: string;
  readonly faultForms: string;
}

/** What `cli/` says. */
export const cli = {
  subcommands: `Dispatch Lab in a terminal. Each command explains itself with --help:

  npm run race -- [options]      runs a race without the page and prints what came of it
  npm run simulate -- [options]  tells what a race would come to, without a broker, at once
  npm run broker -- [options]    runs the embedded broker alone, for any AMQP client`,
  unknownSubcommand: (name: string) => `${name}: no such command. --help lists them all.`,
  help: {
    heading: {
      race: "Runs a race without the page and prints what came of it.",
      simulate:
        "Tells what a race would come to, by simulation: no broker, no waiting, the same object.",
    },
    usage: (command: string) => `npm run ${command} -- [options]`,
    groups: {
      work: "What is to be done: one of these, or else the preset odd-heavy",
      how: "How",
      delays: "How long messages are under way",
      outcome: "What comes of it",
    },
    /** What an option is given, and what it does; lines are wrapped where they are too long. */
    options: (facts: HelpFacts) => ({
      preset: { takes: "NAME", does: `the tasks, arms and faults of a preset:\n${facts.presets}` },
      tasks: {
        takes: "LIST",
        does: 'sizes in seconds, published at once: 4,2,5 or "4 2 5" or 0.5;1.25',
      },
      file: {
        takes: "FILE",
        does: "a text a line, one dot one second; CSV with columns text, seconds, at; or JSON with these fields, one object a line; - reads what is piped in",
      },
      count: {
        takes: "N",
        does: `so many tasks drawn by chance, up to ${facts.tasks} (12 if left out)`,
      },
      sizes: {
        takes: "SIZES",
        does: `of these, in seconds, and per cent of heavy ones; the last is the default:\n${facts.sizes}`,
      },
      arrivals: {
        takes: "WHEN",
        does: `seconds between two, or so many a second; the first is the default:\n${facts.arrivals}`,
      },
      seed: { takes: "N", does: "draws the same tasks for the same number (default: 1)" },
      workers: {
        takes: "N",
        does: `workers in each arm, 1 to ${facts.workers} (default: the preset's, or 2); 2x4: two workers that work on four tasks at a time each, up to ${facts.concurrency}`,
      },
      arm: {
        takes: "SETTINGS",
        does: `one arm, up to ${facts.arms} times; each setting at most once, or else its first value:\n${facts.settings}\n(default: prefetch=unlimited and prefetch=1; a preset may bring its own)`,
      },
      fault: {
        takes: '"WHAT"',
        does: `something that happens in every arm, up to ${facts.faults} times, in place of the preset's; the last word is the second of lab time:\n${facts.faultForms}`,
      },
      speed: {
        takes: "N",
        does: `lab seconds a second, ${facts.minSpeed} to ${facts.maxSpeed} (default: 1)`,
      },
      for: { takes: "SECONDS", does: "ends it after so much lab time, however far it is" },
      "amqp-url": {
        takes: "URL",
        does: "the broker to use (default: AMQP_URL, or else an embedded one)",
      },
      release: {
        takes: "NUMBER",
        does: `the RabbitMQ the embedded broker behaves as: ${facts.releases}`,
      },
      "delivery-delay": {
        takes: "MS",
        does: "how long a message takes from the broker to a worker (default: 0)",
      },
      "ack-delay": { takes: "MS", does: "how long an ack takes back (default: 0)" },
      expect: {
        takes: '"WHAT"',
        does: `fails when it isn't so: "B finish <= 15.5", "B finish < A", "A lost = 0"; one of ${facts.measures}; may be given again`,
      },
      log: {
        takes: "FILE",
        does: "writes the run's log there as it happens, one event a line",
      },
      json: { takes: "", does: "prints one JSON object instead of tables" },
      help: { takes: "", does: "prints this" },
    }),
    ends: {
      race: "Times are lab time. A run that can't end is ended, with the reason.",
      simulate:
        "--speed says only how long a silent worker is believed in, which is the broker's time;\n--amqp-url means nothing here.",
    },
    exitCodes:
      "Exit codes: 0 finished, 1 an expectation failed, 2 bad input, 3 could not be measured.",
    examples: "Examples",
  },
  badArgument: (name: string, value: string, accepted: string) =>
    `${name} ${value}: not accepted. Accepted: ${accepted}`,
  unknownArgument: (name: string) => `${name}: no such option. --help lists them all.`,
  both: (one: string, other: string) => `${one} and ${other} exclude each other. Leave one out.`,
  twice: (name: string) => `${name} is given twice. Leave one out.`,
  unknownWorker: (fault: string, worker: string, workers: string) =>
    `--fault ${fault}: there is no ${worker}. Workers: ${workers}. Add it with --workers or a join.`,
  tooLarge: (megabytes: number) => `it has more than ${megabytes} MB`,
  cannotRead: (file: string, reason: string) => `--file ${file}: cannot be read: ${reason}`,
  badFile: (file: string, problem: string) => `--file ${file}: ${problem}`,
  noTasks: (file: string) => `--file ${file}: there are no tasks in it.`,
  recipe: {
    outOfRange: (option: string, min: number, max: number) =>
      `${option}: a number is out of range. Accepted: ${min} to ${max}.`,
    minAboveMax: "--sizes uniform: the first number is above the second. Swap them.",
    arrivesTooLate: (minutes: number) =>
      `The last task would come after ${minutes} minutes. Lower --count, or let --arrivals be faster.`,
  },
  accepted: {
    oneOf: (names: string) => `one of ${names}`,
    tasks: (maxSeconds: number, maxTasks: number) =>
      `seconds from 0 to ${maxSeconds}, as in 4,2,0.5, separated by commas, semicolons or spaces, at most ${maxTasks} of them`,
    wholeNumber: (min: number, max: number) => `a whole number from ${min} to ${max}`,
    workers: (maxWorkers: number, maxConcurrency: number) =>
      `a whole number from 1 to ${maxWorkers}, or as in 2x4 how many and how many tasks each works on at a time, from 1 to ${maxConcurrency}`,
    number: (min: number, max: number) => `a number from ${min} to ${max}`,
    sizes: (examples: string) => `as in ${examples}, in seconds and per cent`,
    arrivals: (examples: string) => `as in ${examples}, in seconds and tasks a second`,
    expect: (measures: string) =>
      `an arm, a measure, <, <=, =, >= or >, and a number or another arm, as in "B finish <= 15.5"; one of ${measures}`,
    arm: (settings: string) => `${settings}, each at most once, separated by commas`,
    fault: (forms: string) => `one of ${forms}; the last word is the second of lab time`,
    atMost: (max: number) => `at most ${max} of them`,
    amqpUrl: "amqp://user:password@host:port/vhost, or amqps://…",
    file: "the name of a file",
    delay: (maxMs: number) => `milliseconds from 0 to ${maxMs}`,
    noValue: "no value",
  },
  brokerDown: (at: string, reason: string) => `No broker at ${at}: ${reason}`,
  refused: (arm: string, code: number, text: string) =>
    `The broker refused the queue of arm ${arm}: ${code} ${text}`,
  notRestarted: (reason: string | null) =>
    reason === null
      ? "The broker was not restarted: BROKER_RESTART_COMMAND is not set."
      : `The broker was not restarted: BROKER_RESTART_COMMAND failed: ${reason}`,
  interrupted: "Interrupted: closing the run and deleting its queues.",
  mismatch: (arm: string, expected: number, counted: number | null) =>
    counted === null
      ? `Arm ${arm}: by the log the queue should hold ${expected} messages; the broker does not answer. The queue may still be there: it is deleted after 10 minutes without use.`
      : `Arm ${arm}: by the log the queue should hold ${expected} messages; the broker counts ${counted}.`,
  cannotWriteLog: (file: string, reason: string) => `--log ${file}: cannot be written: ${reason}`,
  note: (arm: string, text: string) => `${arm}: ${text}`,
  cannotEnd: "The run can't end: it was stopped.",
  timeUp: "It was ended after the time given by --for.",
  missedFault: (fault: string) =>
    `"${fault}" did not come to pass: nobody was there, or all was over before.`,
  fast: (speed: number, seconds: number) =>
    `At ${speed}x, a millisecond to the broker and back counts as ${speed} ms of lab time: differences of less than ${seconds} s mean nothing.`,
  disappointed: (expected: string, was: number | null) =>
    was === null
      ? `Expected ${expected}: there is no such figure.`
      : `Expected ${expected}: it was ${was}.`,
  progress: (seconds: string, arms: string) => `${seconds} s  ${arms}`,
  progressArm: (arm: string, done: number, published: number) => `${arm} ${done}/${published}`,
  embeddedBroker: (release: string) => `the embedded broker, as RabbitMQ ${release}`,
  title: (broker: string) => `A race on ${broker}`,
  rows: {
    strategy: "Strategy",
    finish: "Finish",
    lowerBound: "Lower bound",
    optimum: "Best possible",
    idleWhileWorkWaits: "Idle while work waits",
    onWire: "of it on the wire",
    brokerDelay: "of finish, broker's own",
    wait: "Wait, on average",
    longestWait: "Longest wait",
    oldestHeld: "Held unacked longest",
    busy: "Busy",
    fairnessByMessages: "Fairness by messages",
    fairnessByWork: "Fairness by work",
    ledger: "Ledger",
    worker: (worker: string) => `Tasks of ${worker}`,
  },
  arm: (arm: string) => `Arm ${arm}`,
  strategy: {
    limit: ({ prefetch }: Strategy) => `prefetch ${prefetch}`,
    ack: ({ ack }: Strategy): string => (ack === "auto" ? "auto ack" : "manual ack"),
    survival: ({ persistent, confirms, ...queue }: Strategy) =>
      [
        queue.durable ? "durable" : "transient queue",
        persistent ? "persistent" : "transient messages",
        ...(confirms ? [] : ["fire-and-forget"]),
        ...(queue.queueType === "quorum" ? ["quorum queue"] : []),
        ...(declaredLimitOf(queue) === undefined ? [] : [`delivery limit ${queue.deliveryLimit}`]),
        ...(keepsDead(queue)
          ? [`dead letters ${queue.deadLetters === "retry" ? "come back" : "kept"}`]
          : []),
      ].join(", "),
  },
  ledger: {
    done: (count: number) => `${count} done`,
    lost: (count: number) => `${count} lost`,
    missing: (count: number) => `${count} missing`,
    refused: (count: number) => `${count} refused`,
    dead: (count: number) => `${count} dead letters`,
    returned: (count: number) => `${count} returned`,
    left: (count: number) => `${count} left`,
    outside: (count: number) => `${count} from outside: not the same tasks`,
    redelivered: (count: number) => `${count} redelivered`,
  },
  noFinish: (done: number, published: number) => `${done} of ${published} done`,
  notApplicable: "n/a",
  more: (count: number) => `(and ${count} more)`,
  none: "none",
};
