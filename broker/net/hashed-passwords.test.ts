import { expect, it } from "vitest";
import { hashedPasswords } from "./hashed-passwords.ts";

const check = await hashedPasswords(
  new Map([
    ["ann", "secret"],
    ["老师", "秘密"],
  ]),
);
const matches = (user: string, password: string) =>
  new Promise<boolean>((then) => {
    check({ user, password }, then);
  });

it.each([
  ["ann", "secret", true],
  ["老师", "秘密", true],
  ["ann", "Secret", false],
  ["ann", "", false],
  ["ann", "秘密", false],
  ["nobody", "secret", false],
  ["", "", false],
])("LI9: %s with %j: %s", async (user, password, expected) => {
  expect(await matches(user, password)).toBe(expected);
});

it("LI10: answers in the order of the questions, without holding anything else up", async () => {
  const answers: string[] = [];
  const all = ["ann", "nobody", "ann"].map(async (user, i) => {
    answers.push(`${i} ${await matches(user, "secret")}`);
  });
  expect(answers).toEqual([]);
  await Promise.all(all);
  expect(answers).toEqual(["0 true", "1 false", "2 true"]);
});
