import {
  marked,
  plain,
  prefetchText,
  type CodeLine,
  type ProgramPlan,
  type ProgramWords,
} from "./program.ts";
import { literal, taskList } from "./task-list.ts";

const SLEEP = 'import { setTimeout as sleep } from "node:timers/promises";';

/** Publishes the workload with amqplib. */
export function javascriptProducer(plan: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  const { strategy, workload } = plan;
  const tasks = taskList(workload, { pair: ["[", "]"], indent: "  " });
  return [
    ...plain("// npm install amqplib && node producer.mjs", 'import amqp from "amqplib";'),
    ...plain(...(tasks.timed ? [SLEEP] : []), ""),
    ...plain(`const url = ${literal(plan.url)};`, `const queue = ${literal(plan.queue)};`),
    ...plain("const tasks = ["),
    ...plain(...(tasks.timed ? [`  // ${words.waitAndText}`] : []), ...tasks.lines, "];", ""),
    ...plain("const connection = await amqp.connect(url);"),
    marked(
      "confirms",
      `const channel = await connection.${strategy.confirms ? "createConfirmChannel" : "createChannel"}();`,
    ),
    declare(plan),
    ...(tasks.timed
      ? plain("for (const [wait, text] of tasks) {", "  await sleep(wait * 1000);")
      : plain("for (const text of tasks) {")),
    marked(
      "persistent",
      `  channel.sendToQueue(queue, Buffer.from(text), { persistent: ${strategy.persistent} });`,
    ),
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
      `// ${words.oneAtATime}`,
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
      "  await sleep(dots * secondsPerDot * 1000);",
      `  console.log(${literal(words.done)}, text);`,
    ),
    marked("ack", manual ? "  channel.ack(message);" : `  // ${words.noAck("ack()")}`),
    ...plain("}", ""),
    ...plain(
      "const connection = await amqp.connect(url);",
      "const channel = await connection.createChannel();",
    ),
    declare(plan),
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

function declare({ strategy }: ProgramPlan): CodeLine {
  return marked("durable", `await channel.assertQueue(queue, { durable: ${strategy.durable} });`);
}
