import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inShards } from "./in-shards.mjs";

const CONFORMANCE = "tests/conformance";
const SPEC = "docs/spec";

/** Files that assert durations, or races between timers: the machine must have time for them. */
const TIMED = ["chaos", "lessons", "races", "simulation"];

/** Files about what the embedded broker has not: policies of an operator. */
const OF_RABBITMQ_ALONE = ["policies"];

/** What a file takes on RabbitMQ, measured; the others about `FEW_SECONDS`. */
const SECONDS = {
  chaos: 60,
  lessons: 60,
  "publisher-modes": 35,
  silence: 35,
  simulation: 25,
  "message-safety": 25,
  "generated-programs": 25,
  "differential/differential": 21,
  durability: 15,
  "broker-restart": 13,
  "consumer-timeout": 12,
  "dispatch-random": 6,
  dispatch: 6,
  "raw-limits": 4,
};
const FEW_SECONDS = 2;

/** Both mostly wait. Two of what is timed need half of two processors. */
const UNTIMED = { atOnce: 3 };
const IN_TIME = { atOnce: 2, workersBeside: 2 };

const SHARDS = 2;
/** The part of a sample's files that is run whole, beside the rules. */
const SHARE = 1 / 5;

/**
 * All conformance tests.
 * @param {string} root
 * @param {{ name: string, shards?: number, rabbitmq?: string }} of
 */
export function wholeOf(root, { name, shards = SHARDS, ...settings }) {
  const broker = settings.rabbitmq === undefined ? "embedded" : "rabbitmq";
  const { timed, untimed } = apart(conformanceFiles(root, broker));
  const part = { ...settings, projects: ["conformance"] };
  return [
    ...inShards(untimed, shards, secondsOf).map((files, i) => ({
      ...part,
      name: shards === 1 ? name : `${name} ${i + 1}/${shards}`,
      ...UNTIMED,
      files,
      seconds: secondsOfAll(files),
    })),
    { ...part, ...IN_TIME, name: `${name} timed`, files: timed, seconds: secondsOfAll(timed) },
  ];
}

/**
 * A fifth of the files, other ones with each commit, and of the rest the tests of rules that differ by release.
 * @param {string} root
 * @param {{ name: string, commit: string }} of
 */
export function sampleOf(root, { name, commit, ...settings }) {
  const files = conformanceFiles(root);
  const dice = (file) => createHash("sha256").update(`${commit} ${file}`).digest("hex");
  const shuffled = files.toSorted((one, other) => (dice(one) < dice(other) ? -1 : 1));
  const chosen = new Set(shuffled.slice(0, Math.ceil(files.length * SHARE)));
  const rules = `\\b(${rulesByRelease(root).join("|")})`;
  // As titles begin: "ST9, ST14: …". Not every title stands in its file; those of files that run alone do.
  const tests = `${rules}(?=[,:])`;
  const inTitle = new RegExp(`["'\`, ]${tests}`);
  const perhaps = new RegExp(`${rules}\\b|title`, "i");
  const has = (pattern) => (file) => pattern.test(readFileSync(join(root, file), "utf8"));
  const rest = apart(files.filter((file) => !chosen.has(file)));
  const differing = {
    timed: rest.timed.filter(has(inTitle)),
    untimed: rest.untimed.filter(has(perhaps)),
  };
  const part = { ...settings, projects: ["conformance"] };
  const parts = [
    { name: `${name} fifth`, ...apart([...chosen]) },
    { name: `${name} rules`, ...differing, tests },
  ].flatMap(({ timed, untimed, ...its }) => [
    { ...part, ...its, ...UNTIMED, files: untimed, seconds: secondsOfAll(untimed) },
    {
      ...part,
      ...its,
      ...IN_TIME,
      name: `${its.name} timed`,
      files: timed,
      seconds: secondsOfAll(timed),
    },
  ]);
  return parts.filter((each) => each.files.length > 0);
}

/** Those with a row in the tables by release that docs/spec ends with. */
export function rulesByRelease(root) {
  const texts = readdirSync(join(root, SPEC)).map((name) =>
    readFileSync(join(root, SPEC, name), "utf8"),
  );
  const rows = texts.flatMap((text) => [...text.matchAll(/^\| ([A-Z]{2}\d+) +\|/gm)]);
  return [...new Set(rows.map(([, rule]) => rule))];
}

/**
 * @param {string} root
 * @param {"rabbitmq" | "embedded"} [broker] those that are about it
 * @returns {string[]} their paths, in order
 */
export function conformanceFiles(root, broker = "rabbitmq") {
  return readdirSync(join(root, CONFORMANCE), { recursive: true })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => `${CONFORMANCE}/${path}`)
    .filter((file) => broker === "rabbitmq" || !OF_RABBITMQ_ALONE.includes(nameOf(file)))
    .sort();
}

const nameOf = (file) => file.slice(CONFORMANCE.length + 1).replace(/\.test\.ts$/, "");
const secondsOf = (file) => SECONDS[nameOf(file)] ?? FEW_SECONDS;
const secondsOfAll = (files) => files.reduce((sum, file) => sum + secondsOf(file), 0);

function apart(files) {
  const isTimed = (file) => TIMED.includes(nameOf(file));
  return {
    timed: files.filter(isTimed),
    untimed: files.filter((file) => !isTimed(file)),
  };
}
