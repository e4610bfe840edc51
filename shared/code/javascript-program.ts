import { SERVICE_MS_HEADER } from "../scenario/service-header.ts";
import { MS_PER_DOT } from "../scenario/workload.ts";
import { POISON } from "../scenario/poison.ts";
import { keepsDead, retries, RETRY_DELAY_MS, TRIES } from "../scenario/dead-letters.ts";
import type { Strategy } from "../scenario/strategy.ts";
import {
  deadLetterTexts,
  deadQueueText,
  handsText,
  hasPoison,
  limitText,
  marked,
  plain,
  prefetchText,
  type CodeLine,
  type ProgramPlan,
  type ProgramWords,
} from "./program.ts";
import { listComment, literal, taskList } from "./task-list.ts";

const SLEEP = 'import { setTimeout as sleep } from "node:timers/promises";';

/** Publishes the workload with amqplib. */
export function javascriptProducer(plan: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  const { strategy, workload } = plan;
  const tasks = taskList(workload, { brackets: ["[", "]"], indent: "  " });
  const timed = tasks.parts.includes("wait");
  const sized = tasks.parts.includes("serviceMs");
  return [
    ...plain("// npm install amqplib && node producer.mjs", 'import amqp from "amqplib";'),
    ...plain(...(timed ? [SLEEP] : []), ""),
    ...plain(`const url = ${literal(plan.url)};`, `const queue = ${literal(plan.queue)};`),
    ...plain("const tasks = ["),
    ...plain(...listComment(tasks, words, "  // "), ...tasks.lines, "];", ""),
    ...plain("const connection = await amqp.connect(url);"),
    marked(
      "confirms",
      `const channel = await connection.${strategy.confirms ? "createConfirmChannel" : "createChannel"}();`,
    ),
    ...declare(plan, words),
    ...plain(
      tasks.parts.length > 1
        ? `for (const [${tasks.parts.join(", ")}] of tasks) {`
        : "for (const text of tasks) {",
    ),
    ...plain(...(timed ? ["  await sleep(wait * 1000);"] : [])),
    ...plain(...(sized ? [`  const headers = { "${SERVICE_MS_HEADER}": serviceMs };`] : [])),
    marked(
      "persistent",
      `  const options = { ${sized ? "headers, " : ""}persistent: ${strategy.persistent} };`,
    ),
    ...plain("  channel.sendToQueue(queue, Buffer.from(text), options);"),
    ...plain(`  console.log(${literal(words.sent)}, text);`, "}"),
    marked(
      "confirms",
      strategy.confirms
        ? "await channel.waitForConfirms();"
        : `// ${words.noConfirms("waitForConfirms()")}`,
    ),
    ...plain("await channel.close();", "await connection.close();"),
  ];
}

/** Works on one task at a time with amqplib, though Node could start all that are there. */
export function javascriptWorker(plan: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  const { strategy } = plan;
  const manual = strategy.ack === "manual";
  return [
    ...plain("// npm install amqplib && node worker.mjs", 'import amqp from "amqplib";', SLEEP, ""),
    ...plain(`const url = ${literal(plan.url)};`, `const queue = ${literal(plan.queue)};`),
    ...plain(`const secondsPerDot = ${plan.secondsPerDot};`, ""),
    ...plain(
      `// ${handsText(plan, words, words.oneAtATime)}`,
      "let working = Promise.resolve();",
      "function onTask(message) {",
      `  if (message === null) process.exit(); // ${words.queueGone}`,
      "  working = working.then(() => work(message));",
      "}",
      "",
    ),
    ...plain(
      "async function work(message) {",
      "  const text = message.content.toString();",
      `  console.log(${literal(words.received)}, text);`,
      '  const dots = text.split(".").length - 1;',
      `  const headers = message.properties.headers ?? {};`,
      `  const serviceMs = headers["${SERVICE_MS_HEADER}"] ?? dots * ${MS_PER_DOT};`,
      "  await sleep(serviceMs * secondsPerDot);",
    ),
    ...(hasPoison(plan) ? failure(plan, words) : []),
    ...plain(`  console.log(${literal(words.done)}, text);`),
    marked("ack", manual ? "  channel.ack(message);" : `  // ${words.noAck("ack()")}`),
    ...plain("}", ""),
    ...plain(
      "const connection = await amqp.connect(url);",
      "const channel = await connection.createChannel();",
    ),
    ...declare(plan, words),
    marked(
      "prefetch",
      prefetchText(strategy, words, {
        call: `await channel.prefetch(${strategy.prefetch});`,
        name: "prefetch()",
        comment: "//",
      }),
    ),
    marked("ack", `await channel.consume(queue, onTask, { noAck: ${!manual} });`),
    ...plain(`console.log(${literal(words.waiting)});`),
  ];
}

function failure({ strategy }: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  const reject = `    channel.reject(message, ${!keepsDead(strategy)});`;
  return [
    ...plain(`  if (text.startsWith(${literal(POISON)})) { // ${words.poison}`),
    ...plain(`    console.log(${literal(words.failed)}, text);`),
    ...(strategy.ack === "manual"
      ? [...triesTexts(strategy, words), reject].map((text) => marked("deadLetters", text))
      : []),
    ...plain("    return;", "  }"),
  ];
}

/** It gives up in time where what it rejects comes back. */
function triesTexts(strategy: Strategy, words: ProgramWords): readonly string[] {
  if (!retries(strategy)) return Array<string>(3).fill(`    // ${words.noTries}`);
  return [
    `    const deaths = headers["x-death"] ?? []; // ${words.tries}`,
    `    if (deaths.some((d) => d.reason === "rejected" && d.count === ${TRIES - 1}))`,
    "      return channel.ack(message);",
  ];
}

function declare({ strategy }: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  return [
    ...deadQueueTexts(strategy, words).map((text) => marked("deadLetters", text)),
    ...plain("await channel.assertQueue(queue, {"),
    marked("durable", `  durable: ${strategy.durable},`),
    ...plain("  arguments: {"),
    marked("queueType", `    "x-queue-type": "${strategy.queueType}",`),
    marked("deliveryLimit", `    ${limitText(strategy, words, "//")}`),
    ...deadLetterTexts(strategy, words, "//").map((text) => marked("deadLetters", `    ${text}`)),
    ...plain("  },", "});"),
  ];
}

function deadQueueTexts(strategy: Strategy, words: ProgramWords): readonly string[] {
  const name = deadQueueText("queue", strategy);
  if (retries(strategy)) {
    return [
      `const back = { "x-message-ttl": ${RETRY_DELAY_MS}, "x-dead-letter-exchange": "" };`,
      'back["x-dead-letter-routing-key"] = queue;',
      `await channel.assertQueue(${name}, { arguments: back });`,
    ];
  }
  return [
    `// ${words.noRetry("x-message-ttl")}`,
    `// ${words.noWayBack}`,
    keepsDead(strategy) ? `await channel.assertQueue(${name});` : `// ${words.noDeadQueue}`,
  ];
}
