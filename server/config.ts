import { z } from "zod";
import { DEFAULT_RELEASE, isDirectoryName, RELEASE_NAMES } from "#broker";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { isSubnet } from "./http/sender.ts";

/** A whole number, written as one. */
const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max));

/** Every setting, and what it is when left out. */
const settings = {
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default("127.0.0.1"),
  /** The broker to use. Left out, the server starts its own. */
  AMQP_URL: z.string().refine(isAmqpUrl).nullable().default(null),
  /** Where our own broker listens; 0 is any free port. */
  BROKER_PORT: wholeNumber(0, 65_535).default(0),
  /** The RabbitMQ our own broker behaves as. */
  BROKER_RELEASE: z.enum(RELEASE_NAMES).default(DEFAULT_RELEASE.name),
  /** Where our own broker keeps what is durable: a directory, or "none". Left out, it is the user's. */
  BROKER_DATA: z.string().refine(isDirectoryName).nullable().default(null),
  /** Restarts the broker at AMQP_URL when a lab's host asks; left out, nobody can. */
  BROKER_RESTART_COMMAND: z.string().nullable().default(null),
  /** Names, besides localhost and HOST, the server answers for. */
  ALLOWED_HOSTS: z
    .string()
    .toLowerCase()
    .regex(/^\s*[\w.-]+(\s*,\s*[\w.-]+)*\s*$/)
    .transform((list): readonly string[] => list.split(",").map((name) => name.trim()))
    .default([]),
  /** A proxy stands before the server: then nobody is taken for its operator for sitting at this machine. */
  BEHIND_PROXY: z
    .enum(["yes", "no"])
    .default("no")
    .transform((said) => said === "yes"),
  /** The proxies whose X-Forwarded-* headers count: addresses, and subnets such as 10.0.0.0/8. */
  TRUST_PROXY: z
    .string()
    .transform((list): readonly string[] => list.split(",").map((one) => one.trim()))
    .refine((list) => list.every(isSubnet))
    .default([]),
  /** What an operator shows; left out, another one at every start. */
  OPERATOR_TOKEN: z
    .string()
    .regex(/^[\w-]{16,128}$/)
    .nullable()
    .default(null),
  MAX_LABS: wholeNumber(1, 1000).default(100),
  /** Embedded brokers that are a lab's own, at a time; 0 for none. */
  MAX_LAB_BROKERS: wholeNumber(0, 100).default(8),
  /** After how long a lab nobody watches is closed. */
  LAB_IDLE_MINUTES: wholeNumber(1, 1440).default(60),
};

const schema = z.object(settings);

export type Config = z.infer<typeof schema>;
export type SettingName = keyof Config;

export interface BadSetting {
  readonly name: SettingName;
  /** As it was given, a password hidden. */
  readonly value: string;
}

/** Reads the server's settings. An empty one counts as left out. @returns every bad one at once. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): Result<Config, readonly BadSetting[]> {
  const given = Object.fromEntries(
    SETTING_NAMES.flatMap((name) => (env[name] ? [[name, env[name]] as const] : [])),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return ok(parsed.data);
  const bad = new Set(parsed.error.issues.map(({ path }) => path[0]));
  return fail(
    SETTING_NAMES.filter((name) => bad.has(name)).map((name) => ({
      name,
      value: hidePassword(env[name] ?? ""),
    })),
  );
}

const SETTING_NAMES = Object.keys(settings) as readonly SettingName[];

/** `url` as it may be shown, whether or not it is one. */
export function hidePassword(url: string): string {
  return url.replace(/^(.*\/\/)?([^:@/]*):(?!\/\/).*@/, "$1$2:***@");
}

export function isAmqpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "amqp:" || protocol === "amqps:") && hostname !== "";
}
