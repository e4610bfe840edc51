import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inShards } from "./in-shards.mjs";

const CONFORMANCE = "tests/conformance";

/** Conformance tests that assert durations, or races between timers: nothing may run beside them. */
const TIMED = ["chaos", "generated-programs", "lessons", "races", "simulation"];

/** What a file takes on RabbitMQ, measured; the others about `FEW_SECONDS`. */
const SECONDS = {
  durability: 40,
  "publisher-modes": 35,
  silence: 35,
  "differential/differential": 21,
  "broker-restart": 13,
  "dispatch-random": 6,
  dispatch: 6,
  "raw-turns": 5,
};
const FEW_SECONDS = 2;

/** The real brokers the conformance tests run on: a row is a release. */
const RABBITMQS = [
  {
    name: "rabbitmq",
    release: "3.10",
    shards: 2,
    timed: TIMED,
  },
];

/** The releases of RabbitMQ that `npm test` runs on. */
export const testedReleases = RABBITMQS.map(({ release }) => release);

/**
 * One process of tests: of Vitest's `projects` (and of them only `files`), or of Playwright's `project`.
 * `rabbitmq` is the release it has a node of, if that is here: its URL is in the variable `nodeUrlIn`. A part that is
 * `alone` has the machine to itself; the others share it.
 *
 * @typedef {{
 *   name: string, alone: boolean, projects?: string[], files?: string[], project?: string,
 *   env?: NodeJS.ProcessEnv, rabbitmq?: string, nodeUrlIn?: string,
 * }} Part
 */

/**
 * What `npm test` runs.
 * @param {string} root
 * @returns {{ name: string, title: string, needs: string[], parts: Part[] }[]}
 */
export function suites(root) {
  const { timed, untimed } = conformanceFiles(root, TIMED);
  const conformance = { projects: ["conformance"], alone: false };
  const onEmbedded = { ...conformance, env: { AMQP_URL: "" } };
  // Where there is no RabbitMQ, its test in a browser skips itself and says so.
  const rabbitmq = { rabbitmq: testedReleases.at(-1), nodeUrlIn: "RABBITMQ_URL" };
  return [
    {
      name: "fast",
      title: "Unit, property, component and rule tests",
      needs: [],
      parts: [
        {
          name: "fast",
          projects: ["unit", "property", "components", "scripts", "rules"],
          alone: false,
        },
      ],
    },
    ...RABBITMQS.map((row) => onRabbitmq(root, row)),
    {
      name: "embedded",
      title: "Conformance on the embedded broker",
      needs: [],
      parts: [
        { ...onEmbedded, name: "embedded", files: untimed },
        { ...onEmbedded, name: "embedded timed", files: timed, alone: true },
      ],
    },
    {
      name: "integration",
      title: "The whole application, with real sockets",
      needs: [],
      parts: [{ name: "integration", projects: ["integration"], alone: false }],
    },
    {
      name: "e2e",
      title: "The built application in a real browser",
      needs: ["Chromium"],
      parts: [
        { name: "e2e", project: "page", alone: true },
        { name: "e2e timed", project: "timed", alone: true, ...rabbitmq },
      ],
    },
  ];
}

function onRabbitmq(root, { name, release, shards, timed }) {
  const files = conformanceFiles(root, timed);
  const part = {
    projects: ["conformance"],
    alone: false,
    rabbitmq: release,
    nodeUrlIn: "AMQP_URL",
  };
  return {
    name,
    title: `Conformance on RabbitMQ ${release}`,
    needs: [`RabbitMQ ${release}`],
    parts: [
      ...inShards(files.untimed, shards, secondsOf).map((shard, i) => ({
        ...part,
        name: `${name} ${i + 1}/${shards}`,
        files: shard,
      })),
      { ...part, name: `${name} timed`, files: files.timed, alone: true },
    ],
  };
}

const nameOf = (file) => file.slice(CONFORMANCE.length + 1).replace(/\.test\.ts$/, "");
const secondsOf = (file) => SECONDS[nameOf(file)] ?? FEW_SECONDS;

function conformanceFiles(root, timed) {
  const files = readdirSync(join(root, CONFORMANCE), { recursive: true })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => `${CONFORMANCE}/${path}`)
    .sort();
  return {
    timed: files.filter((file) => timed.includes(nameOf(file))),
    untimed: files.filter((file) => !timed.includes(nameOf(file))),
  };
}
