import { describe, expect, it } from "vitest";
import { fieldTable } from "#broker/testing/field-table.ts";
import { ByteWriter } from "#broker/wire/byte-writer.ts";
import { writeTable } from "#broker/wire/field-table.ts";
import { readCredentials } from "./authentication.ts";

function amqplain(fields: Readonly<Record<string, string>>): Uint8Array {
  const writer = new ByteWriter();
  writeTable(writer, fieldTable(fields));
  return new Uint8Array(Buffer.concat(writer.take())).subarray(4);
}

describe("readCredentials", () => {
  it("CN2: reads PLAIN and AMQPLAIN", () => {
    const expected = { user: "teacher", password: "秘密" };
    expect(readCredentials("PLAIN", Buffer.from("\0teacher\0秘密"))).toEqual(expected);
    const response = amqplain({ LOGIN: "teacher", PASSWORD: "秘密" });
    expect(readCredentials("AMQPLAIN", response)).toEqual(expected);
  });

  it.each(["nonsense", "other\0guest\0guest", "\0guest", "\0guest\0guest\0more", ""])(
    "CN4: can't read the PLAIN response %j",
    (response) => {
      expect(readCredentials("PLAIN", Buffer.from(response))).toBeUndefined();
    },
  );

  it("CN4: can't read an AMQPLAIN response without a password", () => {
    expect(readCredentials("AMQPLAIN", amqplain({ LOGIN: "guest" }))).toBeUndefined();
  });
});
