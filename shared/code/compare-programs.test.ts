import { expect, it } from "vitest";
import { comparePrograms } from "./compare-programs.ts";
import { marked, plain } from "./program.ts";

it("shows beside a line what stands in its place in the other program", () => {
  const lines = [...plain("import pika"), marked("ack", "auto_ack=True,")];
  const others = [...plain("import pika"), marked("ack", "auto_ack=False,")];
  expect(comparePrograms(lines, others)).toEqual([
    { text: "import pika", setting: null, instead: null },
    { text: "auto_ack=True,", setting: "ack", instead: "auto_ack=False," },
  ]);
});
