import type { LabCommand } from "./lab-command.ts";

/**
 * Who somebody is in a lab. One can be several: everybody watches; a host opened the lab, or was given it; an
 * operator runs the server.
 */
export type Role = "operator" | "host" | "viewer";

/** What can be asked for: each command, and the picture itself. */
export type Right = LabCommand["type"] | "watch";

export type Rights = Readonly<Record<Right, readonly Role[]>>;

/**
 * What each may do. The server refuses by it, the page offers by it. An operator as such steers no lab: that is its
 * host's; but the broker is everybody's, and so the operator's.
 */
export const RIGHTS: Rights = {
  watch: ["viewer", "host", "operator"],

  "set-scenario": ["host"],
  "push-task": ["host"],
  "append-tasks": ["host"],
  "replace-workload": ["host"],
  "remove-task": ["host"],
  "set-strategy": ["host"],
  "add-arm": ["host"],
  "remove-arm": ["host"],
  "add-worker": ["host"],
  "remove-worker": ["host"],
  "act-on-worker": ["host"],
  "set-concurrency": ["host"],
  "add-fault": ["host"],
  "remove-fault": ["host"],

  run: ["host"],
  pause: ["host"],
  resume: ["host"],
  step: ["host"],
  "set-speed": ["host"],
  stop: ["host"],
  reset: ["host"],
  note: ["host"],

  "publish-astray": ["host"],
  "publish-burst": ["host"],
  /** Lessons restart it. What other labs race on is left alone, or is not ours: then the operator has set a command for it. */
  "restart-broker": ["host", "operator"],
  "retry-broker": ["host", "operator"],
  /** For this lab alone. */
  "use-embedded-broker": ["host", "operator"],
};

export function may(roles: readonly Role[], right: Right, rights: Rights = RIGHTS): boolean {
  return rights[right].some((role) => roles.includes(role));
}
