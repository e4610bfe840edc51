import { parseArgs } from "node:util";
import { z } from "zod";
import { fail, ok, type Result } from "#shared/kernel/result.ts";

/** What a command takes: a schema for each option, given as text, all of them `--name value` or `--name=value`. */
export interface OptionTable<Shape extends z.ZodRawShape> {
  readonly schema: z.ZodObject<Shape>;
  /** May be given again: their schemas take a list of texts. */
  readonly many: readonly string[];
  /** Take no value: their schemas take a boolean. */
  readonly flags: readonly string[];
}

export type OptionProblem =
  | { readonly code: "unknown"; readonly name: string }
  /** `value` is the part of it that is at fault, a password hidden by whoever prints it. */
  | { readonly code: "not-accepted"; readonly name: string; readonly value: string }
  | { readonly code: "twice"; readonly name: string }
  | { readonly code: "too-many"; readonly name: string; readonly max: number };

/** @param argv what follows the subcommand. @returns the first thing that is wrong. */
export function parseOptions<Shape extends z.ZodRawShape>(
  argv: readonly string[],
  { schema, many, flags }: OptionTable<Shape>,
): Result<z.output<z.ZodObject<Shape>>, OptionProblem> {
  const names = Object.keys(schema.shape);
  const given = new Map<string, string[]>();
  const options = Object.fromEntries(
    names.map((name) => [name, { type: flags.includes(name) ? "boolean" : "string" }] as const),
  );
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") return fail({ code: "unknown", name: token.value });
    const { name, value = "" } = token;
    if (!names.includes(name)) return fail({ code: "unknown", name: token.rawName });
    if (flags.includes(name) && value !== "") return fail({ code: "not-accepted", name, value });
    const values = given.get(name) ?? [];
    if (values.length > 0 && !many.includes(name)) return fail({ code: "twice", name });
    given.set(name, [...values, value]);
  }
  const read = schema.safeParse(
    Object.fromEntries(
      [...given].map(([name, values]) => [
        name,
        flags.includes(name) ? true : many.includes(name) ? values : values[0],
      ]),
    ),
  );
  return read.success ? ok(read.data) : fail(problemOf(read.error.issues[0], given));
}

function problemOf(
  issue: z.core.$ZodIssue | undefined,
  given: ReadonlyMap<string, readonly string[]>,
): OptionProblem {
  const [name = "", index] = (issue?.path ?? []).map(String);
  if (issue?.code === "too_big" && issue.origin === "array") {
    return { code: "too-many", name, max: Number(issue.maximum) };
  }
  const value = given.get(name)?.[Number(index ?? 0)] ?? "";
  const atFault: unknown = issue?.code === "custom" ? issue.params?.["atFault"] : undefined;
  return { code: "not-accepted", name, value: typeof atFault === "string" ? atFault : value };
}

/** A text that one of our own parsers reads. @param read gives `null` for what it can't. */
export function readBy<Value>(read: (text: string) => Value | null): z.ZodType<Value, string> {
  return z.string().transform((text, context) => {
    const value = read(text);
    if (value !== null) return value;
    context.addIssue({ code: "custom" });
    return z.NEVER;
  });
}

/** A number, as people write it, within its limits. */
export function decimal(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^(\d+\.?\d*|\.\d+)$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}
