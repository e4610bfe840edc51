import { describe, expect, it } from "vitest";
import { RELEASE_NAMES } from "#broker";
import { specOf } from "#broker/testing/by-release.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { scenarioSchema } from "../scenario/scenario-schema.ts";
import { isMet } from "./conditions.ts";
import { LESSON_IDS } from "./lesson-id.ts";
import type { Lesson, Words } from "./lesson.ts";
import { lessonContents } from "./lesson-contents.ts";
import { loadLesson } from "./load-lesson.ts";

const HAN = /\p{Script=Han}/u;

function wordsOf(lesson: Lesson): readonly Words[] {
  const tasks = [...lesson.run, ...lesson.explain.tasks];
  const { title, scene } = lessonContents[lesson.id];
  return [
    ...[title, scene, lesson.intro, lesson.predict.question],
    ...[lesson.explain.text, lesson.hint, ...lesson.notes, ...tasks.map(({ text }) => text)],
    ...Object.values(lesson.captions ?? {}),
    ...tasks.flatMap(({ buttons = [] }) => buttons.map(({ text }) => text)),
  ];
}

const lessons = await Promise.all(LESSON_IDS.map(loadLesson));

it("each is where its name says", () => {
  expect(lessons.map(({ id }) => id)).toEqual(LESSON_IDS);
});

it.each(RELEASE_NAMES)("when a message is on disk is told as RabbitMQ %s has it", (release) => {
  const { expected } = specOf(release);
  const figure = (what: string) => Number(expected("ST14", what)).toLocaleString("en");
  const left = 10_000 - Number(expected("ST14", "lost of 10,000"));
  const quietMs = Number(expected("ST14", "quiet"));
  const { en, zh } = lessons.find(({ id }) => id === "confirms-window")!.explain.text;
  const quiet = quietMs < 1000 ? [`${quietMs} ms`, `${quietMs} 毫秒`] : ["1 s", "1 秒"];
  for (const [i, text] of [en, zh].entries()) {
    expect(text).toContain(release);
    expect(text).toMatch(new RegExp(`\\*\\*${quiet[i]!}\\*\\*(?: or |或 )${figure("entries")}`));
    if (left > 0) expect(text).toContain(left.toLocaleString("en"));
  }
});

const textsOf = (id: Lesson["id"]) => {
  const { en, zh } = lessons.find((one) => one.id === id)!.explain.text;
  return [en, zh] as const;
};

it.each(RELEASE_NAMES)("how often a task comes back is told as RabbitMQ %s has it", (release) => {
  const limit = specOf(release).expected("QQ7", "default");
  const [en, zh] = textsOf("poison-task");
  const [said, inChinese] =
    limit === "none" ? ["has **none**", "**没有上限**"] : [`have **${limit}**`, `是 **${limit}**`];
  expect(en).toMatch(
    new RegExp(`${release.replace(".", "\\.")}[^;]* ${said.replaceAll("*", "\\*")}`),
  );
  expect(zh).toMatch(
    new RegExp(`${release.replace(".", "\\.")}[^；]*${inChinese.replaceAll("*", "\\*")}`),
  );
  if (limit !== "none") expect(en).toContain(`the ${Number(limit) + 1}st delivery is the last`);
});

it.each(RELEASE_NAMES)("what counts as a failure is told as RabbitMQ %s has it", (release) => {
  const ofNack = /RabbitMQ ([\d. and和]+)(?:: nack and reject both|：nack 和 reject 都)/;
  for (const text of textsOf("nack-or-reject")) {
    expect(ofNack.exec(text)![1]!.includes(release)).toBe(specOf(release).holds("QQ17:"));
    expect(/RabbitMQ ([\d.]+)(?:: a nack means|：nack 的意思)/.exec(text)![1] === release).toBe(
      specOf(release).holds("QQ18:"),
    );
  }
});

describe.each(lessons)("$id", (lesson) => {
  it("is said in English and in Chinese", () => {
    for (const { en, zh } of wordsOf(lesson)) {
      expect(en).toMatch(/\w/);
      expect(en).not.toMatch(HAN);
      expect(zh).toMatch(HAN);
    }
    for (const { text } of lesson.predict.choices) {
      expect([text.en, text.zh]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
    }
  });

  it("has a scenario a lab accepts, something to do, and something for who teaches it", () => {
    expect(scenarioSchema.safeParse(lesson.scenario).error).toBeUndefined();
    expect(lesson.run.length).toBeGreaterThan(0);
    expect(lesson.explain.tasks.length).toBeGreaterThan(0);
    expect(lesson.notes.length).toBeGreaterThan(0);
    const { tasks } = lessonContents[lesson.id];
    expect(lesson.run.length + lesson.explain.tasks.length).toBe(tasks);
  });

  it("ticks nothing before there is a run, and names no two tasks alike", () => {
    const tasks = [...lesson.run, ...lesson.explain.tasks];
    const { initial } = runStateProjection;
    expect(tasks.filter(({ until }) => isMet(until, initial, null))).toEqual([]);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
    expect(lesson.predict.measured(initial)).toBeNull();
  });
});
