/** Why a command was not carried out. The browser words it. */
export type CommandProblem =
  /** The role of who asked has no such right (`rights.ts`). */
  | { readonly code: "not-allowed" }
  | { readonly code: "no-such-lab" }
  | { readonly code: "not-joined" }
  /** The page speaks an older protocol than the server: it has to be loaded again. */
  | { readonly code: "old-page" }
  | { readonly code: "too-fast" }
  /** `path` names the field, `detail` the limit, in the schema's words. */
  | { readonly code: "invalid"; readonly path: string; readonly detail: string }
  | { readonly code: "run-in-progress" }
  | { readonly code: "no-run" }
  /** The plan is no longer the one that was to be replaced. */
  | { readonly code: "stale-plan" }
  | { readonly code: "broker-down"; readonly reason: string }
  /** The last burst is not counted yet. */
  | { readonly code: "burst-in-progress" }
  | { readonly code: "no-such-worker" }
  /** Nothing in its hands, or acknowledged when it was delivered. */
  | { readonly code: "nothing-to-give-back" }
  /** Its broker is somebody else's, and no `BROKER_RESTART_COMMAND` is set. */
  | { readonly code: "restart-not-allowed" }
  /** The command failed; `reason` is what it wrote. */
  | { readonly code: "restart-failed"; readonly reason: string }
  /** Others race on this broker, and it was restarted a moment ago. */
  | { readonly code: "cool-down"; readonly seconds: number }
  | {
      readonly code: "limit";
      readonly what: "workers" | "tasks" | "labs" | "arms" | "faults" | "brokers";
      readonly max: number;
    }
  | { readonly code: "last-arm" }
  | { readonly code: "last-worker" }
  | { readonly code: "internal" };
