import { z } from "zod";

const NOTE_LENGTH = 200;

/** A line somebody wrote: a note, or the text of a message that is no task. */
export const noteTextSchema = z
  .string()
  .min(1)
  .max(NOTE_LENGTH)
  .refine((text) => !/\p{Cc}/u.test(text), "control-characters");
