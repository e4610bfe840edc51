import { SERVICE_MS_HEADER } from "../scenario/service-header.ts";
import { MS_PER_DOT } from "../scenario/workload.ts";
import { POISON } from "../scenario/poison.ts";
import { keepsDead, retries, RETRY_DELAY_MS, TRIES } from "../scenario/dead-letters.ts";
import type { Strategy } from "../scenario/strategy.ts";
import {
  deadLetterTexts,
  deadQueueText,
  handsText,
  limitText,
  marked,
  hasPoison,
  plain,
  prefetchText,
  type CodeLine,
  type ListPart,
  type ProgramPlan,
  type ProgramWords,
} from "./program.ts";
import { listComment, literal, taskList } from "./task-list.ts";

const NAMES: Readonly<Record<ListPart, string>> = {
  wait: "wait",
  text: "text",
  serviceMs: "service_ms",
};

/** Publishes the workload with pika. */
export function pythonProducer(plan: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  const { strategy, workload } = plan;
  const tasks = taskList(workload, { brackets: ["(", ")"], indent: "    " });
  const timed = tasks.parts.includes("wait");
  const sized = tasks.parts.includes("serviceMs");
  const [mode, lasting] = strategy.persistent ? [2, words.persistent] : [1, words.transient];
  return [
    ...plain("# pip install pika && python3 producer.py", "import pika", ""),
    ...plain(`URL = ${literal(plan.url)}`, `QUEUE = ${literal(plan.queue)}`, "TASKS = ["),
    ...plain(...listComment(tasks, words, "    # "), ...tasks.lines, "]", ""),
    ...connect(plan, words),
    plan.transaction === true
      ? marked("confirms", "channel.tx_select()")
      : marked(
          "confirms",
          strategy.confirms
            ? "channel.confirm_delivery()"
            : `# ${words.noConfirms("confirm_delivery")}`,
        ),
    ...plain(`for ${tasks.parts.map((part) => NAMES[part]).join(", ")} in TASKS:`),
    ...plain(...(timed ? ["    connection.sleep(wait)"] : [])),
    ...plain(
      "    channel.basic_publish(",
      '        exchange="",',
      "        routing_key=QUEUE,",
      "        body=text,",
    ),
    ...plain("        properties=pika.BasicProperties("),
    ...plain(...(sized ? [`            headers={"${SERVICE_MS_HEADER}": service_ms},`] : [])),
    marked("persistent", `            delivery_mode=${mode},  # ${lasting}`),
    ...plain("        ),", "    )", `    print(${literal(words.sent)}, text, flush=True)`),
    ...(plan.transaction === true
      ? [marked("confirms", `channel.tx_commit()  # ${words.committed}`)]
      : []),
    ...plain("connection.close()"),
  ];
}

/** Works on one task at a time with pika, whose callbacks block. */
export function pythonWorker(plan: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  const { strategy } = plan;
  const manual = strategy.ack === "manual";
  return [
    ...plain("# pip install pika && python3 worker.py", "import time", "", "import pika", ""),
    ...plain(`URL = ${literal(plan.url)}`, `QUEUE = ${literal(plan.queue)}`),
    ...plain(`SECONDS_PER_DOT = ${plan.secondsPerDot}`, "", ""),
    ...plain(
      `# ${handsText(plan, words, words.calledOneByOne)}`,
      "def on_task(channel, method, properties, body):",
      "    text = body.decode()",
      `    print(${literal(words.received)}, text, flush=True)`,
      "    headers = properties.headers or {}",
      `    service_ms = headers.get("${SERVICE_MS_HEADER}", text.count(".") * ${MS_PER_DOT})`,
      `    time.sleep(service_ms / ${MS_PER_DOT} * SECONDS_PER_DOT)`,
    ),
    ...(hasPoison(plan) ? failure(plan, words) : []),
    ...plain(`    print(${literal(words.done)}, text, flush=True)`),
    marked(
      "ack",
      manual
        ? "    channel.basic_ack(delivery_tag=method.delivery_tag)"
        : `    # ${words.noAck("basic_ack")}`,
    ),
    ...plain("", ""),
    ...connect(plan, words),
    marked(
      "prefetch",
      prefetchText(strategy, words, {
        call: `channel.basic_qos(prefetch_count=${strategy.prefetch})`,
        name: "basic_qos",
        comment: "#",
      }),
    ),
    ...plain("channel.basic_consume(", "    queue=QUEUE,", "    on_message_callback=on_task,"),
    marked("ack", `    auto_ack=${pythonBoolean(!manual)},`),
    ...plain(")", `print(${literal(words.waiting)}, flush=True)`, "channel.start_consuming()"),
  ];
}

function failure({ strategy }: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  const requeue = pythonBoolean(!keepsDead(strategy));
  const reject = `        channel.basic_reject(delivery_tag=method.delivery_tag, requeue=${requeue})`;
  return [
    ...plain(`    if text.startswith(${literal(POISON)}):  # ${words.poison}`),
    ...plain(`        print(${literal(words.failed)}, text, flush=True)`),
    ...(strategy.ack === "manual"
      ? [...triesTexts(strategy, words), reject].map((text) => marked("deadLetters", text))
      : []),
    ...plain("        return"),
  ];
}

/** It gives up in time where what it rejects comes back. */
function triesTexts(strategy: Strategy, words: ProgramWords): readonly string[] {
  if (!retries(strategy)) return Array<string>(3).fill(`        # ${words.noTries}`);
  return [
    `        deaths = headers.get("x-death", [])  # ${words.tries}`,
    `        if any(d["reason"] == "rejected" and d["count"] == ${TRIES - 1} for d in deaths):`,
    "            return channel.basic_ack(delivery_tag=method.delivery_tag)",
  ];
}

function connect({ strategy }: ProgramPlan, words: ProgramWords): readonly CodeLine[] {
  return [
    ...plain(
      "connection = pika.BlockingConnection(pika.URLParameters(URL))",
      "channel = connection.channel()",
    ),
    ...deadQueueTexts(strategy, words).map((text) => marked("deadLetters", text)),
    ...plain("channel.queue_declare(", "    queue=QUEUE,"),
    marked("durable", `    durable=${pythonBoolean(strategy.durable)},`),
    ...plain("    arguments={"),
    marked("queueType", `        "x-queue-type": "${strategy.queueType}",`),
    marked("deliveryLimit", `        ${limitText(strategy, words, "#")}`),
    ...deadLetterTexts(strategy, words, "#").map((text) =>
      marked("deadLetters", `        ${text}`),
    ),
    ...plain("    },", ")"),
  ];
}

function deadQueueTexts(strategy: Strategy, words: ProgramWords): readonly string[] {
  const name = deadQueueText("QUEUE", strategy);
  if (retries(strategy)) {
    return [
      `back = {"x-message-ttl": ${RETRY_DELAY_MS}, "x-dead-letter-exchange": ""}`,
      'back["x-dead-letter-routing-key"] = QUEUE',
      `channel.queue_declare(queue=${name}, durable=True, arguments=back)`,
    ];
  }
  return [
    `# ${words.noRetry("x-message-ttl")}`,
    `# ${words.noWayBack}`,
    keepsDead(strategy)
      ? `channel.queue_declare(queue=${name}, durable=True)`
      : `# ${words.noDeadQueue}`,
  ];
}

function pythonBoolean(value: boolean): string {
  return value ? "True" : "False";
}
