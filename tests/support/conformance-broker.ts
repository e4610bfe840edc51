import { afterAll, it, type TestFunction } from "vitest";
import { DEFAULT_RELEASE, startBroker, type ReleaseName } from "#broker";
import { nearestRelease, releaseNamed } from "#broker/core/release.ts";
import { releaseAt } from "./release-at.ts";
import { specOf, type SpecOfRelease } from "#broker/testing/by-release.ts";

export interface ConformanceBroker extends SpecOfRelease {
  readonly url: string;
  /** `it`, for a rule that not every release has: where it has none, there is no such test. */
  readonly itHolds: (title: string, test: TestFunction) => void;
}

/**
 * The broker this run of the conformance tests is about: the one `AMQP_URL` names, else an embedded one
 * of this file's own, as the release `BROKER_RELEASE` names. Call it once at the top of a file; it ends
 * with the file.
 */
export async function conformanceBroker(): Promise<ConformanceBroker> {
  const url = process.env["AMQP_URL"];
  if (url) return { url, ...testsOf(await releaseAt(url)) };
  const release = embeddedRelease();
  const broker = await startBroker({ port: 0, release });
  afterAll(() => broker.close());
  return { url: broker.url, ...testsOf(release) };
}

/** The release an embedded broker is to be tested as. */
export function embeddedRelease(): ReleaseName {
  const name = process.env["BROKER_RELEASE"];
  if (!name) return DEFAULT_RELEASE.name;
  const release = releaseNamed(name);
  if (release === undefined) throw new Error(`BROKER_RELEASE=${name} is none that is known`);
  return release.name;
}

/** The release of brokers that a test starts itself: what `RABBITMQ_RELEASE` names, where this run is about RabbitMQ. */
export function startedRelease(): ReleaseName {
  if (!process.env["AMQP_URL"]) return embeddedRelease();
  return nearestRelease(process.env["RABBITMQ_RELEASE"] ?? "3.10").name;
}

/** What is asserted of a broker of this release. */
export function testsOf(release: ReleaseName): Omit<ConformanceBroker, "url"> {
  const spec = specOf(release);
  return {
    ...spec,
    itHolds: (title, test) => {
      if (spec.holds(title)) it(title, test);
    },
  };
}
