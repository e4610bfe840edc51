import fc from "fast-check";
import { expect, it } from "vitest";
import { anyFieldsOf, anyMethod } from "#broker/testing/any-method.ts";
import { ConnectionError } from "#broker/amqp-error.ts";
import { ByteWriter } from "./byte-writer.ts";
import { readMethod, writeMethod } from "./method-codec.ts";
import { idsOf, METHOD_NAMES, type Method } from "./methods.ts";

function payloadOf({ name, fields }: Method): Uint8Array {
  const writer = new ByteWriter();
  writeMethod(writer, name, fields);
  return new Uint8Array(Buffer.concat(writer.take()));
}

it.each(METHOD_NAMES)("%s reads as it was written", (name) => {
  fc.assert(
    fc.property(anyFieldsOf(name), (method) => {
      expect(readMethod(payloadOf(method))).toEqual(method);
    }),
    { numRuns: 30 },
  );
});

it("FR7: a method cut short or too long is refused with 501, never misread", () => {
  fc.assert(
    fc.property(anyMethod, fc.nat(), fc.boolean(), (method, at, longer) => {
      const payload = payloadOf(method);
      const changed = longer
        ? Uint8Array.of(...payload, 0)
        : payload.subarray(0, 4 + (at % Math.max(1, payload.length - 4)));
      fc.pre(changed.length !== payload.length);
      expect(() => readMethod(changed)).toThrow(ConnectionError);
    }),
  );
});

it("reads any bytes as a method or refuses them with a ConnectionError", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...METHOD_NAMES),
      fc.uint8Array({ maxLength: 60 }),
      (name, noise) => {
        const { classId, methodId } = idsOf(name);
        try {
          readMethod(Uint8Array.of(0, classId, 0, methodId, ...noise));
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectionError);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
