import { findRabbitmq, isOfRelease, NotCarried } from "./rabbitmq-releases.mjs";
import { StepFailed } from "./run-step.mjs";

/**
 * What there is of a release of RabbitMQ: a `judge`; a later one in its place, which is run `aside` and told of; `none` to be
 * had any more; or it is `missing` on this machine.
 *
 * @typedef {{ release: string, is: "judge" | "aside" | "none" | "missing", why?: string }} Judge
 */

/**
 * @param {string[]} releases
 * @returns {Promise<Judge[]>}
 */
export function findJudges(releases) {
  return Promise.all(releases.map(findJudge));
}

async function findJudge(release) {
  try {
    const { version } = await findRabbitmq(release);
    if (isOfRelease(version, release)) return { release, is: "judge" };
    return { release, is: "aside", why: `Debian's unstable carries ${version} now` };
  } catch (error) {
    if (error instanceof NotCarried) return { release, is: "none", why: error.message };
    if (error instanceof StepFailed) return { release, is: "missing", why: error.message };
    throw error;
  }
}

/**
 * @param {string[]} releases oldest first
 * @param {Judge[]} judges one that is not among them is taken to judge
 */
export function newestJudge(releases, judges) {
  const others = judges.filter(({ is }) => is !== "judge").map(({ release }) => release);
  return releases.findLast((release) => !others.includes(release));
}

/** What is said in capitals of those that did not judge, though nothing failed by it; empty when all did. */
export function notJudged(judges) {
  return judges
    .filter(({ is }) => is === "aside" || is === "none")
    .map(({ release, why }) => `RABBITMQ ${release} IS NOT JUDGED: ${why.toUpperCase()}`)
    .join("\n");
}
