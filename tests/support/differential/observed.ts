import type { Field } from "#broker/wire/field-table.ts";
import type { BasicProperties } from "#broker/wire/content.ts";
import { wireLine, type Heard } from "#broker/testing/wire-lines.ts";

/** Something a channel heard. */
export interface Observed {
  readonly line: string;
  /** What sends it in its own time: the queue of a delivery, or "confirms". */
  readonly source?: string;
  /** Of a delivery; "" of basic.get's. */
  readonly consumer?: string;
  readonly tag?: number;
  readonly confirmed?: { readonly how: string; readonly tags: readonly number[] };
}

/** What was heard since the last command, by channel, and what the queues hold now. */
export interface Observation {
  readonly channels: ReadonlyMap<string, readonly Observed[]>;
  /** Of connections the broker closed. */
  readonly endings: readonly string[];
  /** `q1 2/1` for each queue there is: ready messages and consumers. */
  readonly queues: readonly string[];
}

/** The line of what was heard, with all a client sees but the delivery tag and the time in x-death. */
export function observedLine(heard: Heard): string {
  const { method, properties, body } = heard;
  const line = wireLine({ channel: 1, method, body });
  if (method.name === "basic.deliver" || method.name === "basic.get-ok") {
    const { exchange, routingKey } = method.fields;
    return `${line} via ${exchange}/${routingKey}${printProperties(properties)}`;
  }
  return method.name === "basic.return" ? line + printProperties(properties) : line;
}

function printProperties({ headers, ...others }: BasicProperties): string {
  const printed = Object.entries(others).map(([name, value]) => `${name}=${String(value)}`);
  if (headers !== undefined) printed.push(printField({ type: "table", value: headers }));
  return printed.map((text) => ` ${text}`).join("");
}

function printField(field: Field): string {
  switch (field.type) {
    case "longstr":
      return JSON.stringify(field.value);
    case "bool":
    case "void":
      return String(field.value);
    case "array":
      return `[${field.value.map(printField).join(", ")}]`;
    case "table": {
      const entries = [...field.value].map(([name, value]) => `${name}: ${printField(value)}`);
      return `{${entries.join(", ")}}`;
    }
    case "timestamp":
      return "timestamp"; // x-death's time
    case "binary":
      return `binary ${Buffer.from(field.value).toString("hex")}`;
    case "decimal":
      return `decimal ${field.value.unscaled}e-${field.value.scale}`;
    default:
      return `${field.type} ${field.value}`;
  }
}

/**
 * As text to be compared: the lines of one channel after the other. They are in the order they came in, with
 * delivery tags, unless they have several sources, between which the order is chance: then they are told
 * by consumer and without tags.
 */
export function printObservation({ channels, endings, queues }: Observation): string {
  const lines: string[] = [];
  for (const channel of [...channels.keys()].sort()) {
    const observed = channels.get(channel) ?? [];
    const told = hasSeveralSources(observed) ? byConsumer(observed) : observed.map(tagged);
    lines.push(...told.map((line) => `    ${channel}: ${line}`));
  }
  lines.push(...endings.map((line) => `    ${line}`));
  if (queues.length > 0) lines.push(`    ${queues.join(", ")}`);
  return lines.join("\n");
}

function hasSeveralSources(observed: readonly Observed[]): boolean {
  return new Set(observed.flatMap(({ source }) => source ?? [])).size > 1;
}

const tagged = ({ line, tag }: Observed) => (tag === undefined ? line : `${line} #${tag}`);

function byConsumer(observed: readonly Observed[]): readonly string[] {
  const group = ({ consumer, source = "" }: Observed) => consumer ?? source;
  return observed
    .toSorted((one, other) => group(one).localeCompare(group(other)))
    .map(({ line }) => line);
}
