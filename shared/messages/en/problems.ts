import type { RefusalCode } from "../../protocol/refusal.ts";

type RefusalWords = Readonly<Record<RefusalCode, (limit: string) => string>>;

/** Why a command was not carried out, and what to do next. */
export const problems = {
  "not-allowed":
    "That is not yours to do: who opened this lab steers it, and who runs the server decides on its broker.",
  "old-page": "This page is older than the server. Reload it.",
  "stale-plan":
    "The plan has been changed since, in another window. Nothing was replaced; try again.",
  "no-such-lab": "This lab no longer exists: the server was restarted, or the address is mistyped.",
  "not-joined": "The page had not joined the lab yet. Try again.",
  "too-fast":
    "That was faster than the server takes commands. Nothing was lost; try again in a moment.",
  invalid: (path: string, why: string) =>
    `The server did not accept ${path === "" ? "that" : path}: ${why}. Nothing was changed.`,
  refusals: {
    "at-least": (limit: string) => `at least ${limit}`,
    "at-most": (limit: string) => `at most ${limit}`,
    expected: (limit: string) => `it has to be a ${limit}`,
    "one-of": (limit: string) => `one of ${limit}`,
    "unknown-field": () => "it is not a field the server knows",
    prefetch: (limit: string) => `a whole number from 1 to ${limit}, or unlimited`,
    "worker-id": () => "a worker's name is made of letters, digits, dots, - and _, such as w1",
    "duplicate-worker": () => "two workers have the same name",
    "arms-in-order": () => "arenas are A, B, C, D, in that order",
    empty: () => "it is empty",
    "too-many-dots": () => "it has too many dots",
    "too-long": () => "it is too long",
    "control-characters": () => "control characters cannot be sent",
    malformed: () => "its form is wrong",
  } satisfies RefusalWords as RefusalWords,
  "run-in-progress":
    "A run is on; the plan can change when it has ended. Stop it with the arrow at the left of Run.",
  "no-run": "There is no run to do that with. Press Run first.",
  "broker-down": (reason: string) =>
    `The broker does not answer: ${reason}. Nothing of the plan is lost; it is tried again by itself.`,
  "burst-in-progress": "The last burst is still being counted. Try again in a moment.",
  "no-such-worker": "That worker has already left.",
  "nothing-to-give-back":
    "It holds no task it could give back. Under auto ack a task is the worker's for good.",
  "restart-not-allowed":
    "This broker is not ours to restart. Restart it yourself, or set BROKER_RESTART_COMMAND for the lab's server.",
  "restart-failed": (reason: string) => `The command that restarts the broker failed: ${reason}`,
  "cool-down": (seconds: number) =>
    `Other labs race on this broker, and it was restarted a moment ago. It can be again in ${seconds} s.`,
  limit: {
    brokers: (max: number) =>
      `Other labs race on the broker this lab is on. A restart takes a broker of the lab's own, and of those this server has ${max}, all taken. Run again when one is free.`,
    workers: (max: number) => `At most ${max} workers in an arena. Remove one first.`,
    tasks: (max: number) => `At most ${max} tasks. Remove some first.`,
    labs: (max: number) =>
      `This server holds at most ${max} labs. One closes when nobody has been in it for a while.`,
    faults: (max: number) => `At most ${max} faults. Remove one first.`,
    arms: (max: number) => `At most ${max} arenas. Remove one first.`,
  },
  "last-arm": "One arena has to stay.",
  "last-worker": "One worker has to stay in the plan.",
  internal: "The server could not do that. Nothing you typed is lost; its log says more.",
  offline: "The line to the server is down. Nothing was sent; try again when it is back.",
  dismiss: "Dismiss",
};
