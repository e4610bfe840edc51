import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteWriter } from "./byte-writer.ts";
import { writeContent } from "./content.ts";
import { FrameSplitter } from "./frame-splitter.ts";

/** Bytes of any length up to `most`, told apart by their place. */
const bytes = (most: number) =>
  fc.nat(most).map((length) => Uint8Array.from({ length }, (_, i) => i));

it("FR11, FR12: header and body arrive octet for octet, in frames no larger than frame-max", () => {
  fc.assert(
    fc.property(
      bytes(30),
      fc.array(bytes(20_000), { maxLength: 3 }),
      fc.integer({ min: 9, max: 9_000 }),
      (header, body, frameMax) => {
        fc.pre(header.length + 8 <= frameMax);
        const writer = new ByteWriter();
        writeContent(writer, 5, { header, body }, frameMax);

        const got: Uint8Array[] = [];
        const splitter = new FrameSplitter(0);
        splitter.push(new Uint8Array(Buffer.concat(writer.take())), ({ channel, payload }) => {
          expect(channel).toBe(5);
          expect(payload.length + 8).toBeLessThanOrEqual(frameMax);
          got.push(payload);
          return true;
        });
        expect(Buffer.compare(Buffer.from(got[0]!), Buffer.from(header))).toBe(0);
        expect(Buffer.compare(Buffer.concat(got.slice(1)), Buffer.concat(body))).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});
