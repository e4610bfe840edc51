import { describe, expect, it } from "vitest";
import { paint } from "./paint.model.ts";

const painted = (text: string) => paint(text).map(({ kind, text: piece }) => `${kind} ${piece}`);

describe("paint", () => {
  it.each([
    ["for text in TASKS:", ["keyword for", "other  text ", "keyword in", "other  TASKS:"]],
    ['x = "say \\"for\\" # 1"', ["other x = ", 'string "say \\"for\\" # 1"']],
    ["f(2),  # for good", ["other f(2),  ", "comment # for good"]],
    ['"amqp://h" // gone', ['string "amqp://h"', "other  ", "comment // gone"]],
    ["", []],
  ])("tells the pieces of %s apart", (text, pieces) => {
    expect(painted(text)).toEqual(pieces);
  });
});
