import fc from "fast-check";
import { expect, it } from "vitest";
import { readRecords, record } from "./record.ts";

const anyRecords = fc.array(
  fc.record({ type: fc.integer({ min: 1, max: 255 }), body: fc.uint8Array({ maxLength: 60 }) }),
  { minLength: 1, maxLength: 8 },
);

function read(bytes: Buffer) {
  const seen: { type: number; body: Uint8Array }[] = [];
  const end = readRecords(bytes, 0, (type, bodyAt, bodyEnd) => {
    seen.push({ type, body: Uint8Array.from(bytes.subarray(bodyAt, bodyEnd)) });
  });
  return { seen, end };
}

it("ST12: wherever a write was cut off, the whole records before it are read", () => {
  fc.assert(
    fc.property(anyRecords, fc.nat(), fc.nat(40), (records, cut, zeros) => {
      const parts = records.map(({ type, body }) => record(type, body));
      const bytes = Buffer.concat(parts);
      const at = cut % (bytes.length + 1);
      let whole = 0;
      let wholeBytes = 0;
      for (const part of parts) {
        if (wholeBytes + part.length > at) break;
        wholeBytes += part.length;
        whole += 1;
      }
      const { seen, end } = read(bytes.subarray(0, at));
      expect(seen).toEqual(records.slice(0, whole));
      expect(end).toEqual({ at: wholeBytes, how: at === wholeBytes ? "clean" : "cut-off" });

      // Where the file had grown already, but nothing more was written to it.
      const padded = Buffer.concat([bytes.subarray(0, wholeBytes), Buffer.alloc(zeros)]);
      const how = zeros === 0 ? "clean" : "cut-off";
      expect(read(padded).end).toEqual({ at: wholeBytes, how });
    }),
  );
});

it("ST13: any octet changed is noticed, at the record it is in", () => {
  fc.assert(
    fc.property(
      anyRecords,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (records, where, change) => {
        const parts = records.map(({ type, body }) => record(type, body));
        const bytes = Buffer.concat(parts);
        const at = where % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
        let whole = 0;
        let wholeBytes = 0;
        for (const part of parts) {
          if (wholeBytes + part.length > at) break;
          wholeBytes += part.length;
          whole += 1;
        }
        const { seen, end } = read(bytes);
        expect(seen).toEqual(records.slice(0, whole));
        expect(end).toEqual({ at: wholeBytes, how: "damaged" });
      },
    ),
  );
});
