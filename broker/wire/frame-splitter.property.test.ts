import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteWriter } from "./byte-writer.ts";
import { FrameSplitter } from "./frame-splitter.ts";
import { writeFrame, type Frame } from "./frame.ts";

const frame: fc.Arbitrary<Frame> = fc.record({
  type: fc.constantFrom(1, 2, 3, 8),
  channel: fc.nat(0xffff),
  payload: fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)),
});

function bytesOf(frames: readonly Frame[]): Uint8Array {
  const writer = new ByteWriter();
  for (const frame of frames) writeFrame(writer, frame);
  return new Uint8Array(Buffer.concat(writer.take()));
}

/** The same bytes cut at `cuts`, each piece at an odd offset inside a larger buffer. */
function chunks(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return at.slice(1).map((end, i) => {
    const piece = bytes.subarray(at[i], end);
    const pool = new Uint8Array(piece.length + 3);
    pool.set(piece, 3);
    return pool.subarray(3);
  });
}

it("FR1: the same frames however the stream is cut", () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (frames, cuts) => {
        const splitter = new FrameSplitter(0);
        const got: Frame[] = [];
        for (const chunk of chunks(bytesOf(frames), cuts)) {
          splitter.push(chunk, ({ type, channel, payload }) => {
            got.push({ type, channel, payload: payload.slice() });
            return true;
          });
        }
        expect(got).toEqual(frames);
      },
    ),
  );
});
