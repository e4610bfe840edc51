import type { Strategy } from "../../scenario/strategy.ts";

/** What `cli/` says. */
export const cli = {
  subcommands: `Dispatch Lab in a terminal. Each command explains itself with --help:

  npm run race -- [options]      runs a race without the page and prints what came of it
  npm run simulate -- [options]  tells what a race would come to, without a broker, at once
  npm run broker -- [options]    runs the embedded broker alone, for any AMQP client`,
  unknownSubcommand: (name: string) => `${name}: no such command. --help lists them all.`,
  help: (presets: string) => `Runs a race without the page and prints what came of it.

  npm run race -- [options]

  --preset NAME      the tasks and faults of a preset (default: odd-heavy)
                     ${presets}
  --tasks 4,2,5      tasks of so many dots each, one dot one second, published at once
  --workers N        workers in each arm, 1 to 64 (default: the preset's, or 2)
  --arm SETTINGS     one arm, up to four times; the rest as they are by default:
                     prefetch=unlimited,ack=manual,durable=true,persistent=true,
                     confirms=on
                     (default: prefetch=unlimited and prefetch=1; a preset may bring its own)
  --fault "WHAT"     something that happens in every arm, up to 64 times, in place of the preset's:
                     "kill w1 9", "hang w1 3", "speed w1 0.5 3", "join w3 4", "restart-broker 5",
                     "kill-broker 5"; the last word is the second of lab time
  --speed N          lab seconds a second, 0.1 to 100 (default: 1)
  --seed N           kept in the log (default: 1)
  --amqp-url URL     the broker to use (default: AMQP_URL, or else an embedded one)
  --log FILE         writes the run's log there, one event a line
  --json             prints one JSON object instead of tables
  --help             prints this

Times are lab time.`,
  simulateHelp: `Tells what a race would come to, by simulation: no broker, no waiting, the same object.

  npm run simulate -- [options of race] [--delivery-delay MS] [--ack-delay MS]

  --delivery-delay MS  how long a message takes from the broker to a worker (default: 0)
  --ack-delay MS       how long an ack takes back (default: 0)

The options of race; --speed and --amqp-url mean nothing here:`,
  badArgument: (name: string, value: string, accepted: string) =>
    `${name} ${value}: not accepted. Accepted: ${accepted}`,
  unknownArgument: (name: string) => `${name}: no such option. --help lists them all.`,
  both: (one: string, other: string) => `${one} and ${other} exclude each other. Leave one out.`,
  accepted: {
    preset: (names: string) => `one of ${names}`,
    tasks: (maxDots: number, maxTasks: number) =>
      `whole numbers of dots from 1 to ${maxDots}, separated by commas, at most ${maxTasks}`,
    workers: (max: number) => `a whole number from 1 to ${max}`,
    arm: (maxPrefetch: number) =>
      `prefetch=1…${maxPrefetch} or unlimited, ack=manual or auto, durable=true or false, persistent=true or false, confirms=on or off, separated by commas`,
    fault: (names: string) =>
      `what, who and when, as in "kill w1 9"; one of ${names}, or restart-broker or kill-broker and when`,
    arms: (max: number) => `at most ${max} of them`,
    speed: (min: number, max: number) => `a number from ${min} to ${max}`,
    seed: (max: number) => `a whole number from 0 to ${max}`,
    amqpUrl: "amqp://user:password@host:port/vhost, or amqps://…",
    log: "a file that can be written",
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
  tryDurable: "Recent RabbitMQ permits durable queues only: try durable=true.",
  interrupted: "Interrupted: closing the run and deleting its queues.",
  mismatch: (arm: string, expected: number, counted: number | null) =>
    counted === null
      ? `Arm ${arm}: by the log the queue should hold ${expected} messages; the broker does not say.`
      : `Arm ${arm}: by the log the queue should hold ${expected} messages; the broker counts ${counted}.`,
  cannotWriteLog: (file: string, reason: string) => `--log ${file}: cannot be written: ${reason}`,
  progress: (seconds: string, arms: string) => `${seconds} s  ${arms}`,
  progressArm: (arm: string, done: number, published: number) => `${arm} ${done}/${published}`,
  title: (broker: string) => `A race on ${broker}`,
  rows: {
    strategy: "Strategy",
    finish: "Finish",
    lowerBound: "Lower bound",
    optimum: "Best possible",
    idleWhileWorkWaits: "Idle while work waits",
    onWire: "of it on the wire",
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
    survival: ({ durable, persistent, confirms }: Strategy) =>
      [
        durable ? "durable" : "transient queue",
        persistent ? "persistent" : "transient messages",
        ...(confirms ? [] : ["fire-and-forget"]),
      ].join(", "),
  },
  ledger: {
    done: (count: number) => `${count} done`,
    lost: (count: number) => `${count} lost`,
    returned: (count: number) => `${count} returned`,
    left: (count: number) => `${count} left`,
    redelivered: (count: number) => `${count} redelivered`,
  },
  noFinish: (done: number, published: number) => `${done} of ${published} done`,
  notApplicable: "n/a",
  more: (count: number) => `(and ${count} more)`,
  none: "none",
};
