/** Why a command was not carried out, and what to do next. */
export const problems = {
  "not-host": "You are watching; only the one who opened this lab steers.",
  "no-such-lab": "This lab no longer exists: the server was restarted, or the address is mistyped.",
  "not-joined": "The page had not joined the lab yet. Try again.",
  "too-fast":
    "That was faster than the server takes commands. Nothing was lost; try again in a moment.",
  invalid: (path: string, detail: string) => `The server did not accept ${path}: ${detail}.`,
  "run-in-progress":
    "A run is on; the plan can change when it has ended. Stop it with the arrow at the left of Run.",
  "no-run": "There is no run to do that with. Press Run first.",
  "broker-down": (reason: string) =>
    `The broker does not answer: ${reason}. Nothing of the plan is lost; it is tried again by itself.`,
  "no-such-worker": "That worker has already left.",
  limit: {
    workers: (max: number) => `At most ${max} workers in an arena. Remove one first.`,
    tasks: (max: number) => `At most ${max} tasks. Remove some first.`,
    labs: (max: number) =>
      `This server holds at most ${max} labs. One closes when nobody has been in it for a while.`,
    arms: (max: number) => `At most ${max} arenas. Remove one first.`,
  },
  "durable-next-run":
    "The queue exists and cannot be redeclared with other settings. Durable changes with the next run.",
  "last-arm": "One arena has to stay.",
  "last-worker": "One worker has to stay in the plan.",
  internal: "The server could not do that. Nothing you typed is lost; its log says more.",
  offline: "The line to the server is down. Nothing was sent; try again when it is back.",
  dismiss: "Dismiss",
};
