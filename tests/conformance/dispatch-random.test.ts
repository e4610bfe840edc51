import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { releaseNamed } from "#broker/core/release.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import {
  intentions,
  isCertain,
  randomTranscript,
} from "#broker/testing/dispatch/random-transcript.ts";
import { replay } from "#broker/testing/dispatch/transcript.ts";
import { WirePerformer } from "#tests/support/dispatch/wire-performer.ts";

const { url, release } = await conformanceBroker();
const SCRIPTS = 36;

describe("random scripts: the broker deals as the model says", () => {
  for (let seed = 1; seed <= SCRIPTS; seed++) {
    it(`seed ${seed}`, async () => {
      const [planned = []] = fc.sample(intentions, { seed, numRuns: 1 });
      const transcript = randomTranscript(planned, isCertain, releaseNamed(release));
      await using performer = await WirePerformer.on(url);
      expect(await replay(transcript, performer)).toBe(transcript);
    });
  }
});
