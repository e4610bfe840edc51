import fc from "fast-check";
import { expect, it } from "vitest";
import { MemoryFiles, type DiskImage } from "#broker/testing/store/memory-files.ts";
import {
  anyHistory,
  ModelBroker,
  PARTS,
  recoveredState,
  type Command,
  type State,
} from "#broker/testing/store/store-history.ts";
import { textCodec } from "#broker/testing/store/text-codec.ts";
import { openStoreOn } from "./store.ts";

/** At any octet, or at the very moment something was confirmed; losing what was not synced, wholly or in part or not. */
const anyCrash = fc.record({
  when: fc.double({ min: 0, max: 1, noNaN: true }),
  unsynced: fc.constantFrom(0, 0.5, 1),
  afterConfirm: fc.boolean(),
});

/** Now and then somebody waits for everything, as a transaction does. */
const ALL_SAFE_EVERY = 40;

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

async function recovered(image: DiskImage): Promise<{ state: State; files: MemoryFiles }> {
  const files = new MemoryFiles(image);
  const store = await open(files);
  await store.abandon();
  return { state: recoveredState(store.recovered), files };
}

/** From this moment on, so many states of each part are behind us for good. */
interface Certainty {
  readonly moment: number;
  readonly states: ReadonlyMap<string, number>;
}

/** Tells all to a broker on `files`, which then dies. @returns the states it went through, and what it was sure of. */
async function live(files: MemoryFiles, commands: readonly Command[]) {
  const store = await open(files);
  const model = new ModelBroker(store.journal, store.recovered);
  const states = [model.state];
  const certainties: Certainty[] = [];
  const urgent = new Map<string, number>();
  const certainly = (parts: ReadonlyMap<string, number>) => () =>
    void certainties.push({ moment: files.moments, states: parts });
  for (const [i, command] of commands.entries()) {
    if (command.kind === "wait") {
      for (let turn = 0; turn < command.turns; turn++) await new Promise(setImmediate);
      continue;
    }
    const urgentParts = model.tell(command);
    const count = states.push(model.state);
    for (const part of urgentParts) urgent.set(part, count);
    store.journal.whenSafe(certainly(new Map(urgent)));
    if (i % ALL_SAFE_EVERY === 0) {
      store.journal.whenAllSafe(certainly(new Map(PARTS.map((part) => [part, count]))));
    }
  }
  await store.abandon();
  return { states, certainties };
}

it("ST9, ST10: whenever it dies, each queue comes back as it was at some moment, and no confirmed moment is lost", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyHistory,
      fc.array(anyCrash, { minLength: 8, maxLength: 8 }),
      async (commands, crashes) => {
        const files = new MemoryFiles();
        const { states, certainties } = await live(files, commands);
        for (const { when, unsynced, afterConfirm } of crashes) {
          const somewhere = Math.round(when * files.moments);
          const moment = afterConfirm
            ? (certainties[Math.floor(when * (certainties.length - 1))]?.moment ?? somewhere)
            : somewhere;
          const certain = certainties.filter((each) => each.moment <= moment);
          const { state, files: after } = await recovered(files.crashedAt(moment, unsynced));
          for (const part of PARTS) {
            const least = Math.max(1, ...certain.map((each) => each.states.get(part) ?? 1));
            const possible = states.slice(least - 1).map((each) => each.get(part));
            expect(possible).toContain(state.get(part));
          }
          // And opening it was not itself a change.
          expect((await recovered(after.image)).state).toEqual(state);
        }
      },
    ),
    { numRuns: 60 },
  );
});
