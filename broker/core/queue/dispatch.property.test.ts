import fc from "fast-check";
import { expect, it } from "vitest";
import { parseCommand } from "#broker/testing/dispatch/command.ts";
import { CorePerformer } from "#broker/testing/dispatch/core-performer.ts";
import { DispatchModel } from "#broker/testing/dispatch/model.ts";
import { intentions, randomTranscript } from "#broker/testing/dispatch/random-transcript.ts";
import { linesOf, replay } from "#broker/testing/dispatch/transcript.ts";

it("deals messages as the model does, command by command", async () => {
  await fc.assert(
    fc.asyncProperty(intentions, async (planned) => {
      const transcript = randomTranscript(planned);
      expect(await replay(transcript, new CorePerformer())).toBe(transcript);
    }),
    { numRuns: 500 },
  );
});

it("loses, invents and overfills nothing, and deals fresh messages in order of arrival", () => {
  fc.assert(
    fc.property(intentions, (planned) => {
      const core = new CorePerformer();
      const model = new DispatchModel();
      let latest = 0;
      for (const line of linesOf(randomTranscript(planned))) {
        const command = parseCommand(line.split(" → ")[0] ?? "");
        model.perform(command);
        for (const message of freshIn(core.perform(command))) {
          expect(message, line).toBeGreaterThan(latest);
          latest = message;
        }
        latest = Math.max(latest, 0);
        const counts = core.host.counts("k");
        expect(counts, line).toEqual({
          ready: model.published - model.gone - model.unackedCount,
          unacked: model.unackedCount,
          consumers: model.consumers.size,
        });
      }
    }),
  );
});

/** The messages dealt for the first time, lowest first. */
function freshIn(outcome: string): number[] {
  const fresh = [...outcome.matchAll(/m(\d+)(?!\d*\*)/g)].map(([, number]) => Number(number));
  return fresh.toSorted((one, other) => one - other);
}
