import { randomBytes, randomInt } from "node:crypto";
import type { LabId } from "#shared/protocol/lab-state.ts";
import type { RunId } from "#shared/run-log/run-event.ts";

/** No 0 or O, 1 or I: a lab's name is read aloud in classrooms. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

export const newLabId = () => pick(6) as LabId;
export const newRunId = () => pick(8).toLowerCase() as RunId;
/** What makes somebody the operator: not to be guessed. */
export const newToken = () => randomBytes(24).toString("base64url");

function pick(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}
