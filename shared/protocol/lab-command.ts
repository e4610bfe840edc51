import type { Scenario } from "../scenario/scenario.ts";
import type { Answer, Edited, Intent } from "./intent.ts";
import * as arms from "./intents/arms.ts";
import * as broker from "./intents/broker.ts";
import * as faults from "./intents/faults.ts";
import * as run from "./intents/run.ts";
import * as workers from "./intents/workers.ts";
import * as workload from "./intents/workload.ts";

/** Everything that may be asked of a lab. */
const intents = [
  ...Object.values(workload),
  ...Object.values(arms),
  ...Object.values(workers),
  ...Object.values(faults),
  ...Object.values(run),
  ...Object.values(broker),
];

type AnyIntent = (typeof intents)[number];

/** What a command of this type carries. */
export type PayloadOf<Type extends LabCommand["type"]> =
  Extract<AnyIntent, { readonly type: Type }> extends Intent<Type, infer Payload> ? Payload : never;

/** A command as it is sent: its type, and what its intent asks for. */
export type LabCommand = CommandOf<AnyIntent>;

type CommandOf<One> =
  One extends Intent<infer Type, infer Payload>
    ? { readonly type: Type } & { readonly [Key in keyof Payload]: Payload[Key] }
    : never;

const byType = new Map<string, Intent<string, never>>(intents.map((one) => [one.type, one]));

export function answerOf({ type }: LabCommand): Answer {
  return intentOf(type).answer;
}

/** The plan as the command would leave it. */
export function editOf(plan: Scenario, command: LabCommand): Edited {
  // A command of a type carries what the intent of that type takes: `LabCommand` is made of them.
  return intentOf(command.type).edit(plan, command as never);
}

function intentOf(type: LabCommand["type"]): Intent<string, never> {
  const found = byType.get(type);
  if (!found) throw new Error(`There is no command ${type}`);
  return found;
}
