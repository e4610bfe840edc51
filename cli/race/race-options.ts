import { z } from "zod";
import { DEFAULT_RELEASE, RELEASE_NAMES } from "#broker/core/release.ts";
import { isAmqpUrl } from "#server/config.ts";
import { PRESET_IDS } from "#shared/scenario/preset.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import { decimal, readBy, type OptionTable } from "../parse-options.ts";
import { parseExpectation } from "./expectation.ts";
import { parseFault } from "./parse-fault.ts";
import { parseArrivals, parseCrew, parseSizes, taskList } from "./parse-sizes.ts";
import { parseStrategy } from "./parse-strategy.ts";
import { MAX_DELAY_MS, RACE_SPEED, TERMINAL_LIMITS } from "./terminal-limits.ts";

const wholeNumber = (min: number, max: number) => decimal(min, max).pipe(z.int());
const seconds = decimal(0, SCENARIO_LIMITS.maxAtMs / 1000);

const work = {
  preset: z.enum(PRESET_IDS).optional(),
  tasks: taskList.optional(),
  file: z.string().min(1).optional(),
  count: wholeNumber(1, TERMINAL_LIMITS.tasks).optional(),
  sizes: readBy(parseSizes).optional(),
  arrivals: readBy(parseArrivals).optional(),
  seed: wholeNumber(0, SCENARIO_LIMITS.maxSeed).optional(),
};

const how = {
  workers: readBy(parseCrew).optional(),
  arm: z.array(readBy(parseStrategy)).max(SCENARIO_LIMITS.arms).default([]),
  fault: z.array(readBy(parseFault)).max(SCENARIO_LIMITS.faults).default([]),
  speed: decimal(RACE_SPEED.min, RACE_SPEED.max).default(1),
  /** Lab seconds after which it ends, however far it is. */
  for: seconds.optional(),
  "amqp-url": z.string().refine(isAmqpUrl).optional(),
  release: z.enum(RELEASE_NAMES).default(DEFAULT_RELEASE.name),
};

const outcome = {
  expect: z.array(readBy(parseExpectation)).default([]),
  log: z.string().min(1).optional(),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
};

const shape = { ...work, ...how, ...outcome };

export const RACE_OPTIONS = {
  schema: z.object(shape),
  many: ["arm", "fault", "expect"],
  flags: ["json", "help"],
} as const satisfies OptionTable<typeof shape>;

/** As the help lists them. */
export const OPTION_GROUPS = { work: namesOf(work), how: namesOf(how), outcome: namesOf(outcome) };

const delayMs = decimal(0, MAX_DELAY_MS).default(0);
const delays = { "delivery-delay": delayMs, "ack-delay": delayMs };

/** The options of `race`, and two of its own. */
export const SIMULATE_OPTIONS = { ...RACE_OPTIONS, schema: RACE_OPTIONS.schema.extend(delays) };

export const DELAYS = namesOf(delays);

function namesOf<Name extends string>(options: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(options) as Name[];
}

export type RaceOptions = z.output<typeof RACE_OPTIONS.schema>;
export type OptionName = keyof z.output<typeof SIMULATE_OPTIONS.schema>;
