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
import { RACE_SPEED, TERMINAL_LIMITS } from "./terminal-limits.ts";

const wholeNumber = (min: number, max: number) => decimal(min, max).pipe(z.int());
const seconds = decimal(0, SCENARIO_LIMITS.maxAtMs / 1000);

const shape = {
  preset: z.enum(PRESET_IDS).optional(),
  tasks: taskList.optional(),
  file: z.string().min(1).optional(),
  count: wholeNumber(1, TERMINAL_LIMITS.tasks).optional(),
  sizes: readBy(parseSizes).optional(),
  arrivals: readBy(parseArrivals).optional(),
  seed: wholeNumber(0, SCENARIO_LIMITS.maxSeed).optional(),
  workers: readBy(parseCrew).optional(),
  arm: z.array(readBy(parseStrategy)).max(SCENARIO_LIMITS.arms).default([]),
  fault: z.array(readBy(parseFault)).max(SCENARIO_LIMITS.faults).default([]),
  speed: decimal(RACE_SPEED.min, RACE_SPEED.max).default(1),
  /** Lab seconds after which it ends, however far it is. */
  for: seconds.optional(),
  expect: z.array(readBy(parseExpectation)).default([]),
  "amqp-url": z.string().refine(isAmqpUrl).optional(),
  release: z.enum(RELEASE_NAMES).default(DEFAULT_RELEASE.name),
  log: z.string().min(1).optional(),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
};

export const RACE_OPTIONS = {
  schema: z.object(shape),
  many: ["arm", "fault", "expect"],
  flags: ["json", "help"],
} as const satisfies OptionTable<typeof shape>;

export type RaceOptions = z.output<typeof RACE_OPTIONS.schema>;
export type OptionName = keyof RaceOptions;
