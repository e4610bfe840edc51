import { z } from "zod";
import { EAGER } from "#shared/scenario/presets.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";

const yesOrNo = z.enum(["true", "false"]).transform((text) => text === "true");

/** What a setting may be; one left out is as in {@link EAGER}. */
const settings = {
  prefetch: z
    .literal("unlimited")
    .or(
      z
        .string()
        .regex(/^\d+$/)
        .transform(Number)
        .pipe(z.number().min(1).max(SCENARIO_LIMITS.maxPrefetch)),
    ),
  ack: z.enum(["manual", "auto"]),
  durable: yesOrNo,
  persistent: yesOrNo,
  confirms: z.enum(["on", "off"]).transform((text) => text === "on"),
} satisfies Readonly<Record<keyof Strategy, z.ZodType>>;

const schema = z.strictObject(settings).partial();

/** `prefetch=1,ack=manual,durable=true,persistent=true,confirms=on`, each at most once; `null` when it is not that. */
export function parseStrategy(text: string): Strategy | null {
  const pairs = text.split(",").map((setting) => setting.split("=").map((part) => part.trim()));
  const names = pairs.map(([name]) => name);
  const isWhole = pairs.every(({ length }) => length === 2);
  if (!isWhole || new Set(names).size < names.length) return null;
  const read = schema.safeParse(Object.fromEntries(pairs));
  if (!read.success) return null;
  const change = Object.fromEntries(Object.entries(read.data));
  return { ...EAGER, ...change };
}
