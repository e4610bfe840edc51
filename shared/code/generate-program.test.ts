import { describe, expect, it } from "vitest";
import { codeMessagesIn } from "#shared/messages/code.ts";
import { everyStrategy } from "#tests/support/every-strategy.ts";
import type { Strategy } from "../scenario/strategy.ts";
import { taskOfSize, tasksOfDots } from "../scenario/workload.ts";
import { generateProgram, programText } from "./generate-program.ts";
import type { CodeLine, ProgramLanguage, ProgramRole } from "./program.ts";

const WORDS = codeMessagesIn("en").program;
const STRATEGIES = everyStrategy([1, 3, "unlimited"]);
const PROGRAMS = (["python", "javascript"] as const).flatMap((language) =>
  (["producer", "worker"] as const).map((role) => ({ language, role })),
);

function generate(language: ProgramLanguage, role: ProgramRole, strategy: Strategy) {
  const plan = { url: "amqp://localhost", queue: "tasks", strategy, secondsPerDot: 1 };
  return generateProgram(language, role, { ...plan, workload: tasksOfDots([4, 1]) }, WORDS);
}

/** One a second. */
function taskAt(serviceMs: number, i: number) {
  return taskOfSize(serviceMs, i * 1000);
}

/** What the lines of each setting say. */
function said(language: ProgramLanguage, role: ProgramRole, strategy: Strategy) {
  const lines = generate(language, role, strategy);
  const of = (setting: keyof Strategy) =>
    lines.filter((line) => line.setting === setting).map(({ text }) => text.trim());
  return {
    prefetch: of("prefetch"),
    ack: of("ack"),
    durable: of("durable"),
    persistent: of("persistent"),
    confirms: of("confirms"),
    queueType: of("queueType"),
    deliveryLimit: of("deliveryLimit"),
  };
}

describe.each(STRATEGIES)(
  "prefetch $prefetch, $ack ack, durable $durable, persistent $persistent, confirms $confirms, $queueType, delivery limit $deliveryLimit",
  (strategy) => {
    const { prefetch, durable, persistent, confirms, queueType, deliveryLimit } = strategy;
    const manual = strategy.ack === "manual";
    const limited = manual && prefetch !== "unlimited";
    const why = manual
      ? "the broker sends all it has, at once"
      : "without acks, there is nothing to count";
    const ownLimit =
      queueType === "quorum" ? "the broker's own limit" : "a classic queue counts nothing";
    const limit = (comment: string) =>
      deliveryLimit === "default"
        ? `${comment} no x-delivery-limit: ${ownLimit}`
        : `"x-delivery-limit": ${deliveryLimit},`;

    it("is what the Python programs say", () => {
      const queue = {
        durable: [`durable=${durable ? "True" : "False"},`],
        queueType: [`"x-queue-type": "${queueType}",`],
        deliveryLimit: [limit("#")],
      };
      expect(said("python", "worker", strategy)).toEqual({
        prefetch: [
          limited ? `channel.basic_qos(prefetch_count=${prefetch})` : `# no basic_qos: ${why}`,
        ],
        ack: manual
          ? ["channel.basic_ack(delivery_tag=method.delivery_tag)", "auto_ack=False,"]
          : ["# no basic_ack: the broker forgot the task when it sent it", "auto_ack=True,"],
        ...queue,
        persistent: [],
        confirms: [],
      });
      expect(said("python", "producer", strategy)).toEqual({
        prefetch: [],
        ack: [],
        ...queue,
        persistent: [
          persistent ? "delivery_mode=2,  # persistent" : "delivery_mode=1,  # transient",
        ],
        confirms: [
          confirms ? "channel.confirm_delivery()" : "# no confirm_delivery: sent, and forgotten",
        ],
      });
    });

    it("is what the JavaScript programs say", () => {
      const queue = {
        durable: [`durable: ${durable},`],
        queueType: [`"x-queue-type": "${queueType}",`],
        deliveryLimit: [limit("//")],
      };
      expect(said("javascript", "worker", strategy)).toEqual({
        prefetch: [limited ? `await channel.prefetch(${prefetch});` : `// no prefetch(): ${why}`],
        ack: [
          manual
            ? "channel.ack(message);"
            : "// no ack(): the broker forgot the task when it sent it",
          `await channel.consume(queue, onTask, { noAck: ${!manual} });`,
        ],
        ...queue,
        persistent: [],
        confirms: [],
      });
      expect(said("javascript", "producer", strategy)).toEqual({
        prefetch: [],
        ack: [],
        ...queue,
        persistent: [`const options = { persistent: ${persistent} };`],
        confirms: confirms
          ? [
              "const channel = await connection.createConfirmChannel();",
              "await channel.waitForConfirms();",
            ]
          : [
              "const channel = await connection.createChannel();",
              "// no waitForConfirms(): sent, and forgotten",
            ],
      });
    });
  },
);

describe.each(PROGRAMS)("the $role in $language", ({ language, role }) => {
  const programs = STRATEGIES.map((strategy) => generate(language, role, strategy));
  const settings = (lines: readonly CodeLine[]) => lines.map(({ setting }) => setting);

  it("has each setting's lines in the same places whatever the settings", () => {
    for (const program of programs) expect(settings(program)).toEqual(settings(programs[0]!));
  });

  it("differs with the settings in their lines only", () => {
    const rest = (lines: readonly CodeLine[]) => lines.filter(({ setting }) => setting === null);
    for (const program of programs) expect(rest(program)).toEqual(rest(programs[0]!));
  });

  it("says of a worker that it does one task at a time, and how many the arena's do", () => {
    const one = { url: "amqp://localhost", queue: "tasks", strategy: STRATEGIES[0]!, workload: [] };
    const textOf = (concurrency?: number) => {
      const plan = { ...one, secondsPerDot: 1, ...(concurrency && { concurrency }) };
      return programText(generateProgram(language, role, plan, WORDS));
    };
    expect(/one (task )?at a time/i.test(textOf())).toBe(role === "worker");
    expect(textOf(4).includes("workers do up to 4 at once")).toBe(role === "worker");
    expect(textOf(4).split("\n")).toHaveLength(textOf().split("\n").length);
  });

  it("reads a size from its header, and writes it where dots don't say it", () => {
    const plan = { url: "amqp://localhost", queue: "tasks", secondsPerDot: 1 };
    const sized = { ...plan, strategy: STRATEGIES[0]!, workload: [0, 1250, 2000].map(taskAt) };
    const text = programText(generateProgram(language, role, sized, WORDS));
    expect(text).toContain("x-service-ms");
    if (role === "producer") expect(text).toMatch(/"task\.", 1250[)\]], [([]1, "task\.\.", 2000/);
  });

  it("gives back what no worker can do, where there is such a task and somebody to give it to", () => {
    const text = (strategy: Strategy) => {
      const plan = { url: "amqp://localhost", queue: "tasks", secondsPerDot: 1, strategy };
      const workload = [{ text: "poison.", publishAtMs: 0 }];
      return programText(generateProgram(language, role, { ...plan, workload }, WORDS));
    };
    const rejects = /basic_reject\(.+requeue=True\)|channel\.reject\(message, true\)/;
    const [manual] = STRATEGIES.filter(({ ack }) => ack === "manual");
    expect(rejects.test(text(manual!))).toBe(role === "worker");
    expect(text({ ...manual!, ack: "auto" })).not.toMatch(rejects);
    expect(programText(generate(language, role, manual!))).not.toMatch(rejects);
  });

  it.each(["en", "zh"] as const)("stays readable beside another, in %s", (spoken) => {
    const { program: words } = codeMessagesIn(spoken);
    for (const strategy of STRATEGIES) {
      const plan = { url: "amqp://localhost", queue: "tasks.a.transient", secondsPerDot: 1 };
      const workload = Array.from({ length: 40 }, (_, i) => taskOfSize(350 * (1 + (i % 5)), i));
      for (const concurrency of [1, 64]) {
        const whole = { ...plan, strategy, workload, concurrency };
        const lines = programText(generateProgram(language, role, whole, words)).split("\n");
        for (const line of lines) expect(line.length).toBeLessThan(76);
      }
    }
  });
});
