import type { PresetId } from "../../scenario/preset.ts";

interface PresetWords {
  readonly name: string;
  readonly teaches: string;
}

/** What the presets are called, and what each one teaches. */
export const presets: Readonly<Record<PresetId, PresetWords>> = {
  "odd-heavy": {
    name: "Odd heavy, even light",
    teaches: "Idle while work waits: 14 s under eager, none with prefetch 1. 24 s against 15 s.",
  },
  tutorial: {
    name: "Tutorial",
    teaches: "The tutorial's five messages, 1 to 5 dots. A tie at 9 s, and why.",
  },
  equal: {
    name: "Equal tasks",
    teaches: "Eight tasks of 2 s: the control. Both strategies take 8 s.",
  },
  "one-heavy-in-three": {
    name: "One heavy in three",
    teaches: "6, 1, 1 on three workers: one of them gets every heavy task. 24 s against 13 s.",
  },
  "long-short": {
    name: "Long, short",
    teaches: "5, 1 five times: fair dispatch wins, and is still not optimal. 17 s, bound 15 s.",
  },
  "worst-case": {
    name: "The long one last",
    teaches:
      "Six of 1 s, then one of 3 s: the worst for taking the first free worker. 5 s both, bound 3 s.",
  },
  "fair-loses": {
    name: "Fair loses",
    teaches: "2, 3, 1, 2, 1, 3 on three workers: round robin happens to fit. 4 s against 6 s.",
  },
  "late-joiner": {
    name: "A worker joins late",
    teaches: "A third worker comes at 4 s. Under eager it finds nothing to do. 12 s against 10 s.",
  },
  straggler: {
    name: "One slow worker",
    teaches:
      "The third worker runs at half speed and is dealt as much as the others. 16 s against 12 s.",
  },
  "kill-a-worker": {
    name: "Kill a worker",
    teaches: "w1 dies at 10.5 s. Auto ack loses 4 tasks; manual ack gets every one of them back.",
  },
  durability: {
    name: "Durable × persistent",
    teaches:
      "The broker is killed at 5 s. Only persistent messages in a durable queue are there again; the other three arenas lose all that was open.",
  },
  "prefetch-dial": {
    name: "Prefetch is a dial",
    teaches:
      "Prefetch 1, 2, 4 and unlimited over tasks of 5 and 2 seconds in turn: 21, 22, 25 and 30 s.",
  },
};
