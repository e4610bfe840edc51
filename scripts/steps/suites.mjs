import { spawnSync } from "node:child_process";
import { sampleOf, wholeOf } from "./conformance-parts.mjs";
import { integrationParts } from "./integration-parts.mjs";
import { newestJudge } from "./judges.mjs";
import { RABBITMQ_RELEASES } from "./rabbitmq-releases.mjs";

/** A stable suite's: where it is not here, the test in a browser skips itself and says so. */
const IN_A_BROWSER = "3.10";

/**
 * One process of tests: of Vitest's `projects` (of them only `files`, of these only those whose titles match `tests`), or
 * of Playwright's `project`. `rabbitmq` is the release it has a node of, if that is here: its URL is in the variable
 * `nodeUrlIn`. At most `atOnce` parts share the machine with it, itself counted; beside others it takes about so many
 * `seconds`, and has `workersBeside` processes, or 1.
 *
 * @typedef {{
 *   name: string, atOnce: 1 | 2 | 3, projects?: string[], files?: string[], tests?: string, project?: string,
 *   env?: NodeJS.ProcessEnv, rabbitmq?: string, nodeUrlIn?: string, seconds: number, workersBeside?: number,
 * }} Part
 */

/** @typedef {{ name: string, title: string, needs: string[], release?: string, parts: Part[] }} Suite */

/**
 * What `npm test` runs. The conformance tests: all on the newest RabbitMQ that is here and judges, on the others the rules
 * that differ by release and a fifth of the rest.
 * @param {string} root
 * @param {import("./judges.mjs").Judge[]} [judges] as far as they are known; every release judges unless they say otherwise
 * @returns {Suite[]}
 */
export function suites(root, judges = []) {
  const newest = newestJudge(RABBITMQ_RELEASES, judges);
  return [
    {
      name: "fast",
      title: "Unit, property, component and rule tests",
      needs: [],
      parts: [
        {
          name: "fast",
          projects: ["unit", "property", "components", "scripts", "rules"],
          atOnce: 3,
          seconds: 110,
        },
      ],
    },
    ...RABBITMQ_RELEASES.map((release) =>
      onRabbitmq(root, release, release === newest ? "whole" : "fifth"),
    ),
    onEmbedded(root),
    {
      name: "integration",
      title: "The whole application, with real sockets",
      needs: [],
      parts: integrationParts(root),
    },
    {
      name: "e2e",
      title: "The built application in a real browser",
      needs: ["Chromium"],
      parts: [
        { name: "e2e", project: "page", atOnce: 1, seconds: 150 },
        {
          name: "e2e timed",
          project: "timed",
          atOnce: 1,
          seconds: 40,
          rabbitmq: IN_A_BROWSER,
          nodeUrlIn: "RABBITMQ_URL",
        },
      ],
    },
  ];
}

/**
 * What `npm run test:releases` runs: all conformance tests on every RabbitMQ and on the embedded broker as each.
 * @param {string} root
 * @returns {Suite[]}
 */
export function suitesOfReleases(root) {
  return RABBITMQ_RELEASES.flatMap((release) => [
    onRabbitmq(root, release, "whole"),
    onEmbedded(root, release),
  ]);
}

/** The releases of RabbitMQ they need. */
export function releasesOf(suites) {
  const named = suites.flatMap(({ parts }) => parts.map(({ rabbitmq }) => rabbitmq));
  return RABBITMQ_RELEASES.filter((release) => named.includes(release));
}

function onRabbitmq(root, release, share) {
  const name = `rabbitmq-${release}`;
  const part = { name, rabbitmq: release, nodeUrlIn: "AMQP_URL" };
  return {
    name,
    title: `Conformance on RabbitMQ ${release}`,
    needs: [`RabbitMQ ${release}`],
    release,
    parts:
      share === "whole" ? wholeOf(root, part) : sampleOf(root, { ...part, commit: commitOf(root) }),
  };
}

/** As that release, or as the one it is unless told otherwise. */
function onEmbedded(root, release) {
  const name = release === undefined ? "embedded" : `embedded-${release}`;
  return {
    name,
    title: "Conformance on the embedded broker",
    needs: [],
    parts: wholeOf(root, {
      name,
      shards: 1,
      env: { AMQP_URL: "", BROKER_RELEASE: release ?? "" },
    }),
  };
}

function commitOf(root) {
  return String(spawnSync("git", ["rev-parse", "HEAD"], { cwd: root }).stdout).trim();
}
