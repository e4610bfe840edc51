import type { Strategy } from "../../scenario/strategy.ts";

/** Limits the help names. */
interface HelpLimits {
  readonly presets: string;
  readonly tasks: string;
  readonly workers: number;
  readonly concurrency: number;
  readonly faults: number;
  readonly minSpeed: number;
  readonly maxSpeed: number;
  readonly measures: string;
  readonly releases: string;
}

/** What `cli/` says. */
export const cli = {
  subcommands: `Dispatch Lab in a terminal. Each command explains itself with --help:

  npm run race -- [options]      runs a race without the page and prints what came of it
  npm run simulate -- [options]  tells what a race would come to, without a broker, at once
  npm run broker -- [options]    runs the embedded broker alone, for any AMQP client`,
  unknownSubcommand: (name: string) => `${name}: no such command. --help lists them all.`,
  help: (limits: HelpLimits) => `Runs a race without the page and prints what came of it.

  npm run race -- [options]

What is to be done: one of these, or else the preset odd-heavy
  --preset NAME      the tasks, arms and faults of a preset
                     ${limits.presets}
  --tasks LIST       sizes in seconds, published at once: 4,2,5 or "4 2 5" or 0.5;1.25
  --file FILE        a text a line, one dot one second; CSV with columns text, seconds, at; or
                     JSON with these fields, one object a line; - reads what is piped in
  --count N          so many tasks drawn by chance, up to ${limits.tasks} (12 if left out)
  --sizes SIZES      of these: "constant 2", "uniform 1 5", "exponential 3",
                     "heavy-and-light 4 1 30": seconds, seconds, per cent of heavy ones (default)
  --arrivals WHEN    "at-once" (default), "every 1.5" seconds, "poisson 0.8" a second
  --seed N           draws the same tasks for the same number (default: 1)

How
  --workers N        workers in each arm, 1 to ${limits.workers} (default: the preset's, or 2); 2x4: two workers
                     that work on four tasks at a time each, up to ${limits.concurrency}
  --arm SETTINGS     one arm, up to four times; each setting at most once, the rest by default:
                     prefetch=unlimited,ack=manual,durable=true,persistent=true,confirms=on,
                     queue-type=classic
                     (default: prefetch=unlimited and prefetch=1; a preset may bring its own)
  --fault "WHAT"     something that happens in every arm, up to ${limits.faults} times, in place of the preset's:
                     "kill w1 9", "hang w1 3", "speed w1 0.5 3", "join w3 4", "restart-broker 5",
                     "kill-broker 5"; the last word is the second of lab time
  --speed N          lab seconds a second, ${limits.minSpeed} to ${limits.maxSpeed} (default: 1)
  --for SECONDS      ends it after so much lab time, however far it is
  --amqp-url URL     the broker to use (default: AMQP_URL, or else an embedded one)
  --release NUMBER   the RabbitMQ the embedded broker behaves as: ${limits.releases}

What comes of it
  --expect "WHAT"    fails when it isn't so: "B finish <= 15.5", "B finish < A", "A lost = 0";
                     one of ${limits.measures}; may be given again
  --log FILE         writes the run's log there as it happens, one event a line
  --json             prints one JSON object instead of tables
  --help             prints this

Times are lab time. A run that can't end is ended, with the reason.
Exit codes: 0 finished, 1 an expectation failed, 2 bad input, 3 could not be measured.

Examples
  npm run race -- --speed 20
  npm run race -- --tasks 4,2,5,1,7,2,6,1,6,2 --arm prefetch=unlimited --arm prefetch=1 --json
  npm run race -- --fault "kill w1 10.5" --arm ack=auto --arm ack=manual
  npm run race -- --fault "hang w1 3" --arm prefetch=1
  npm run race -- --count 50 --sizes "exponential 2" --arrivals "poisson 0.8" --for 30
  npm run race -- --preset odd-heavy --expect "B finish < A"`,
  simulateHelp: `Tells what a race would come to, by simulation: no broker, no waiting, the same object.

  npm run simulate -- [options of race] [--delivery-delay MS] [--ack-delay MS]

  --delivery-delay MS  how long a message takes from the broker to a worker (default: 0)
  --ack-delay MS       how long an ack takes back (default: 0)

The options of race. --speed says only how long a silent worker is believed in, which is the
broker's time; --amqp-url means nothing here:`,
  badArgument: (name: string, value: string, accepted: string) =>
    `${name} ${value}: not accepted. Accepted: ${accepted}`,
  unknownArgument: (name: string) => `${name}: no such option. --help lists them all.`,
  both: (one: string, other: string) => `${one} and ${other} exclude each other. Leave one out.`,
  twice: (name: string) => `${name} is given twice. Leave one out.`,
  unknownWorker: (fault: string, worker: string, workers: string) =>
    `--fault ${fault}: there is no ${worker}. Workers: ${workers}. Add it with --workers or a join.`,
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
    sizes:
      '"constant 2", "uniform 1 5", "exponential 3" or "heavy-and-light 4 1 30", in seconds and per cent',
    arrivals: '"at-once", "every 1.5" or "poisson 0.8", in seconds and tasks a second',
    expect: (measures: string) =>
      `an arm, a measure, <, <=, =, >= or >, and a number or another arm, as in "B finish <= 15.5"; one of ${measures}`,
    arm: (maxPrefetch: number) =>
      `prefetch=1…${maxPrefetch} or unlimited, ack=manual or auto, durable=true or false, persistent=true or false, confirms=on or off, queue-type=classic or quorum, each at most once, separated by commas`,
    fault: (names: string) =>
      `what, who and when, as in "kill w1 9"; one of ${names}, or restart-broker or kill-broker and when`,
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
    survival: ({ durable, persistent, confirms, queueType }: Strategy) =>
      [
        durable ? "durable" : "transient queue",
        persistent ? "persistent" : "transient messages",
        ...(confirms ? [] : ["fire-and-forget"]),
        ...(queueType === "quorum" ? ["quorum queue"] : []),
      ].join(", "),
  },
  ledger: {
    done: (count: number) => `${count} done`,
    lost: (count: number) => `${count} lost`,
    missing: (count: number) => `${count} missing`,
    refused: (count: number) => `${count} refused`,
    returned: (count: number) => `${count} returned`,
    left: (count: number) => `${count} left`,
    redelivered: (count: number) => `${count} redelivered`,
  },
  noFinish: (done: number, published: number) => `${done} of ${published} done`,
  notApplicable: "n/a",
  more: (count: number) => `(and ${count} more)`,
  none: "none",
};
