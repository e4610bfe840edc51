import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { burstMessagesIn } from "#shared/messages/burst.ts";
import { codeMessagesIn } from "#shared/messages/code.ts";
import { learnMessagesIn } from "#shared/messages/learn.ts";
import { logMessagesIn } from "#shared/messages/log.ts";
import { LESSON_IDS } from "#shared/lesson/lesson-id.ts";
import { loadLesson } from "#shared/lesson/load-lesson.ts";
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

/** What lessons say, in the order they are taught. */
const taught = await Promise.all(LESSON_IDS.map(loadLesson));
const lessonsSay = taught.flatMap(chineseOf).join("\n");

function chineseOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "zh" && typeof inner === "string" ? [inner] : chineseOf(inner),
  );
}

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
  ["工作者", "工作进程"],
  ["赛道", "对照区"],
  ["挂起", "卡死"],
  ["先道别", "断开连接"],
  ["加不了人", "加不了工作进程"],
])("nothing says %s: it is %s", (other) => {
  expect(said).not.toContain(other);
  expect(lessonsSay).not.toContain(other);
});

it.each([
  ["the page's description", messagesIn("zh").page.description],
  ["the broker's badge", messagesIn("zh").shell.source.embeddedBody],
  ["the index of lessons", learnMessagesIn("zh").indexIntro],
  ["the lessons", lessonsSay],
  ["the terminal's help", words(terminalMessagesIn("zh"))],
])("代理 alone may be a proxy: where %s first says it, it is 消息代理（broker）", (_, text) => {
  expect(text).toMatch(/^[^代]*(代(?!理)[^代]*)*消息代理（broker）/);
  expect(text.replaceAll("消息代理（broker）", "")).not.toContain("消息代理");
});
