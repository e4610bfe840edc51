import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { burstMessagesIn } from "#shared/messages/burst.ts";
import { codeMessagesIn } from "#shared/messages/code.ts";
import { learnMessagesIn } from "#shared/messages/learn.ts";
import { logMessagesIn } from "#shared/messages/log.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";

const rows = readFileSync(join(import.meta.dirname, "../../docs/glossary.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) => line.split("|").map((cell) => cell.trim()));

const catalogues = [
  messagesIn,
  terminalMessagesIn,
  burstMessagesIn,
  codeMessagesIn,
  learnMessagesIn,
  logMessagesIn,
];
const said = catalogues.map((inLanguage) => words(inLanguage("zh"))).join("\n");

/** Functions as their source: their words are in it. */
function words(messages: unknown): string {
  return JSON.stringify(messages, (_, value: unknown) =>
    typeof value === "function" ? value.toString() : value,
  );
}

it.each(rows.map(([, english, chinese]) => [english, chinese] as const))(
  "the glossary's Chinese for %s, %s, is what people read: use one word for one thing",
  (_, chinese = "") => {
    for (const term of chinese.split("、")) expect(said).toContain(term);
  },
);

it.each([
  ["代理端", "代理"],
  ["消息代理", "代理"],
  ["工作者", "工作进程"],
  ["赛道", "对照区"],
])("nothing says %s: it is %s", (other) => {
  expect(said).not.toContain(other);
});
