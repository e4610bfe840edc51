import { expect, it } from "vitest";
import { parseWorkload, type LineProblem, type WorkloadFormat } from "./parse-workload.ts";

it("makes a task of every line that is not blank, whatever ends the lines", () => {
  const parsed = parseWorkload("one.\r\n\r\n two..\n three...\n");
  expect(parsed).toEqual({
    ok: true,
    value: ["one.", "two..", "three..."].map((text) => ({ text, publishAtMs: 0 })),
  });
});

it("names every line at fault", () => {
  expect(parseWorkload(`one.\n${".".repeat(61)}\n\nbell\u0007.`)).toEqual({
    ok: false,
    error: [
      { line: 2, problem: "too-many-dots" },
      { line: 4, problem: "control-characters" },
    ],
  });
});

it("counts all the tasks where there are too many, and says nothing else of them", () => {
  expect(parseWorkload("a.\nb.\nc.\n\n\td\ne.", { maxTasks: 2 })).toEqual({
    ok: false,
    error: [{ line: 3, problem: "too-many-tasks", found: 5 }],
  });
});

const tasks = (text: string, format?: WorkloadFormat) => {
  const parsed = parseWorkload(text, { format });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
};
const hello = { text: "Hello, World", publishAtMs: 1500, serviceMs: 1250 };

it.each([
  ["a header, quotes", 'text,seconds,at\n"Hello, World",1.25,1.5\n'],
  [
    "a mark of byte order, CRLF, other order",
    '\uFEFFAt,Text,Seconds\r\n1.5,"Hello, World",1.25\r\n\r\n',
  ],
  ["semicolons and decimal commas", "text;seconds;at\nHello, World;1,25;1,5"],
  ["tabs, an unknown column", "id\ttext\tseconds\tat\n7\tHello, World\t1.25\t1.5"],
  ["JSON, a line", '{"text":"Hello, World","seconds":1.25,"at":1.5}'],
])("reads text, size and moment of CSV and NDJSON: %s", (_, text) => {
  expect(tasks(text)).toEqual([hello]);
});

it("reads CSV without a header when it is told that it is CSV", () => {
  expect(tasks('"Hello, World",1.25,1.5\nb..', "csv")).toEqual([
    hello,
    { text: "b..", publishAtMs: 0 },
  ]);
});

it("makes a text of a size, and a size of the dots, where one is missing", () => {
  expect(tasks("text,seconds\n,3\nb..,\nc.,0")).toEqual([
    { text: "task...", publishAtMs: 0 },
    { text: "b..", publishAtMs: 0 },
    { text: "c.", publishAtMs: 0, serviceMs: 0 },
  ]);
});

it("keeps quotes that are doubled, and says where one was not closed on its line", () => {
  expect(tasks('text,seconds\n"say ""hi""",1')[0]?.text).toBe('say "hi"');
  expect(parseWorkload('text,seconds\n"two\nlines",1\nb,x')).toMatchObject({
    error: [
      { line: 2, problem: "open-quote" },
      { line: 4, problem: "bad-seconds" },
    ],
  });
});

it.each<[string, LineProblem["problem"]]>([
  ["text,seconds\na,1e3", "bad-seconds"],
  ["text,seconds\na,-1", "bad-seconds"],
  ["text,seconds\na,3601", "bad-seconds"],
  ["text,at\na.,soon", "bad-at"],
  ['text,seconds\n"a,1', "open-quote"],
  ['{"text":"a."}\nb.', "not-json"],
  ['{"text":"a."}\n{"size":1}', "not-json"],
])("names what is wrong in %j: %s", (text, problem) => {
  expect(parseWorkload(text)).toEqual({ ok: false, error: [{ line: 2, problem }] });
});
