import fc from "fast-check";
import { expect, it } from "vitest";
import { MemoryFiles, type DiskImage } from "#tests/support/store/memory-files.ts";
import { anyHistory, ModelBroker, recoveredState } from "#tests/support/store/store-history.ts";
import { textCodec } from "#tests/support/store/text-codec.ts";
import { openStoreOn } from "./store.ts";

/** At any octet, or at the very moment something was confirmed; losing what was not synced, wholly or in part or not. */
const anyCrash = fc.record({
  when: fc.double({ min: 0, max: 1, noNaN: true }),
  unsynced: fc.constantFrom(0, 0.5, 1),
  afterConfirm: fc.boolean(),
});

const open = (files: MemoryFiles) =>
  openStoreOn(files, {
    directory: "/data",
    codec: textCodec,
    onDefect: (error) => {
      throw error;
    },
    segmentBytes: 3_000,
    minGarbageBytes: 2_000,
  });

async function recovered(image: DiskImage): Promise<{ state: string; files: MemoryFiles }> {
  const files = new MemoryFiles(image);
  const store = await open(files);
  await store.abandon();
  return { state: recoveredState(store.recovered), files };
}

it("ST9, ST10: whenever it dies, what comes back is what was there at some moment, and no confirmed moment is lost", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyHistory,
      fc.array(anyCrash, { minLength: 8, maxLength: 8 }),
      async (commands, crashes) => {
        const files = new MemoryFiles();
        const store = await open(files);
        const model = new ModelBroker(store.journal, store.recovered);
        const states = [model.state];
        /** When it was confirmed that so many states are behind us. */
        const confirmed: { readonly moment: number; readonly states: number }[] = [];
        for (const command of commands) {
          if (command.kind === "wait") {
            for (let i = 0; i < command.turns; i++) await new Promise(setImmediate);
            continue;
          }
          model.tell(command);
          const count = states.push(model.state);
          store.journal.whenSafe(() => confirmed.push({ moment: files.moments, states: count }));
        }
        await store.abandon();
        for (const { when, unsynced, afterConfirm } of crashes) {
          const somewhere = Math.round(when * files.moments);
          const moment = afterConfirm
            ? (confirmed[Math.floor(when * (confirmed.length - 1))]?.moment ?? somewhere)
            : somewhere;
          const certain = confirmed.filter((each) => each.moment <= moment);
          const least = Math.max(1, ...certain.map((each) => each.states));
          const { state, files: after } = await recovered(files.crashedAt(moment, unsynced));
          expect(states.slice(least - 1)).toContain(state);
          // And opening it was not itself a change.
          expect((await recovered(after.image)).state).toBe(state);
        }
      },
    ),
    { numRuns: 60 },
  );
});
