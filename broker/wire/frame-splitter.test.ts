import { describe, expect, it } from "vitest";
import { FramingError } from "#broker/amqp-error.ts";
import { FrameSplitter } from "./frame-splitter.ts";

const frame = (type: number, payload: readonly number[], end = 0xce) =>
  Uint8Array.of(type, 0, 1, 0, 0, 0, payload.length, ...payload, end);

function failure(splitter: FrameSplitter, bytes: Uint8Array): unknown {
  try {
    splitter.push(bytes, () => true);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("FrameSplitter", () => {
  it("FR2: refuses a payload larger than frame-max as soon as its header is there", () => {
    const header = Uint8Array.of(3, 0, 1, 0, 2, 0, 1);
    const error = failure(new FrameSplitter(131_072), header);
    expect(error).toBeInstanceOf(FramingError);
    expect(error).toMatchObject({
      replyCode: 501,
      message: "type 3, all octets = <<>>: {frame_too_large,131073,131064}",
    });
  });

  it("FR2: tolerates a payload that fills frame-max by itself", () => {
    const header = Uint8Array.of(3, 0, 1, 0, 2, 0, 0);
    expect(failure(new FrameSplitter(131_072), header)).toBeUndefined();
  });

  it.each([
    [[1, 2, 3], "type 1, all octets = <<1,2,3>>: {invalid_frame_end_marker,7}"],
    [[0x61, 0x62], 'type 1, all octets = <<"ab">>: {invalid_frame_end_marker,7}'],
    [[], "type 1, all octets = <<>>: {invalid_frame_end_marker,7}"],
    [
      Array<number>(17).fill(9),
      'type 1, first 16 octets = <<"\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t\\t">>: {invalid_frame_end_marker,7}',
    ],
  ])("FR3: refuses a frame without its end octet: %j", (payload, message) => {
    const error = failure(new FrameSplitter(0), frame(1, payload, 7));
    expect(error).toBeInstanceOf(FramingError);
    expect(error).toMatchObject({ replyCode: 501, message });
  });

  it("hands over the frames before a broken one", () => {
    const seen: number[] = [];
    const bytes = Buffer.concat([frame(1, [1]), frame(2, [2], 0)]);
    expect(() => {
      new FrameSplitter(0).push(bytes, ({ type }) => seen.push(type) > 0);
    }).toThrow(FramingError);
    expect(seen).toEqual([1]);
  });

  it("leaves the rest unread when told so", () => {
    const seen: number[] = [];
    const bytes = Buffer.concat([frame(1, []), frame(2, [])]);
    new FrameSplitter(0).push(bytes, ({ type }) => {
      seen.push(type);
      return false;
    });
    expect(seen).toEqual([1]);
  });
});
