import { existsSync, readdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { debianRootProblem, ensureDebianRoot, inDebianRoot } from "./debian-root.mjs";
import { StepFailed } from "./run-step.mjs";

/**
 * The releases of RabbitMQ that judge the broker, oldest first, and the suite of Debian that carries each: a stable one goes
 * on doing so, unstable moves on.
 */
const SUITES = new Map([
  ["3.10", { name: "bookworm", isStable: true }],
  ["4.0", { name: "trixie", isStable: true }],
  ["4.3", { name: "sid", isStable: false }],
]);

export const RABBITMQ_RELEASES = [...SUITES.keys()];

/** The release this process is about. */
export const rabbitmqRelease = () => process.env.RABBITMQ_RELEASE || "3.10";

// Debian's scripts themselves, not the wrappers in /usr/sbin, which change user and swallow exit codes.
const DEBIAN_SCRIPTS = "/usr/lib/rabbitmq/bin";
const SCRIPT_FOLDERS = [
  DEBIAN_SCRIPTS,
  "/opt/homebrew/opt/rabbitmq/sbin",
  "/usr/local/opt/rabbitmq/sbin",
];

/** Nothing of this machine stands in the way, but the suite has no such release any more, or none that can be had now. */
export class NotCarried extends StepFailed {}

/** @typedef {{ version: string, command: (program: string) => string[] }} Rabbitmq `command` runs one of its programs */

const found = new Map();

/**
 * That release of RabbitMQ: the one installed here if it is that, else the one of its suite, in a root of its own. A suite
 * that moves on may bring a later one: read `version`.
 * @param {string} release as in `RABBITMQ_RELEASES`
 * @returns {Promise<Rabbitmq>}
 * @throws {StepFailed} saying why there is none; {@link NotCarried} where only unstable is to blame
 */
export function findRabbitmq(release) {
  if (!found.has(release)) found.set(release, find(release));
  return found.get(release);
}

async function find(release) {
  const suite = SUITES.get(release);
  if (!suite)
    throw new StepFailed(
      `There is no judge for RabbitMQ ${release}; there are ${RABBITMQ_RELEASES.join(", ")}.`,
    );
  const here = SCRIPT_FOLDERS.find((folder) => existsSync(join(folder, "rabbitmq-server")));
  if (here && isOfRelease(versionIn(here), release))
    return { version: versionIn(here), command: (program) => [pathIn(here, program)] };
  const problem = debianRootProblem();
  if (problem) throw new StepFailed(problem);
  const root = await rootOf(suite);
  const version = versionIn(join(root, DEBIAN_SCRIPTS));
  if (suite.isStable && !isOfRelease(version, release))
    throw new StepFailed(`Debian's ${suite.name} carries RabbitMQ ${version}`);
  return {
    version,
    command: (program) => inDebianRoot(root, tmpdir(), [pathIn(DEBIAN_SCRIPTS, program)]),
  };
}

async function rootOf({ name, isStable }) {
  try {
    return await ensureDebianRoot({
      suite: name,
      packages: ["rabbitmq-server"],
      probe: `test -x ${DEBIAN_SCRIPTS}/rabbitmq-server && erl -noinput -eval 'halt().'`,
    });
  } catch (error) {
    throw isStable ? error : new NotCarried(error.message);
  }
}

/** Erlang's own are on the PATH. */
const pathIn = (scripts, program) => (program === "epmd" ? program : join(scripts, program));

/** @returns {boolean} whether a version such as 3.10.8 is of a release such as 3.10 */
export function isOfRelease(version, release) {
  return version.startsWith(`${release}.`);
}

/** RabbitMQ's version, as its own files tell it: `sbin/` and `plugins/rabbit-3.10.8` are side by side. */
function versionIn(scripts) {
  const home = dirname(dirname(realpathSync(join(scripts, "rabbitmq-server"))));
  const plugin = readdirSync(join(home, "plugins")).find((name) => /^rabbit-\d/.test(name));
  return plugin.slice("rabbit-".length).replace(/\.ez$/, "");
}
