import type { AtMs } from "../kernel/moment.ts";
import type { ArmId } from "../scenario/scenario.ts";
import type { Incident } from "./incident.ts";
import type { ArmState, RunState, TaskState } from "./run-state.ts";

/** Why a task did not outlive the broker. */
export type OutageLoss =
  /** Its queue was not durable. */
  | "queue"
  /** It was not persistent. */
  | "message"
  /** It was both, and not yet written down, or on its way. */
  | "unwritten"
  /** Acknowledged when it was sent, and its worker's connection died. */
  | "auto";

/** What an outage of the broker did to one arm. */
export interface ArmOutage {
  readonly arm: ArmId;
  readonly durable: boolean;
  readonly persistent: boolean;
  /** Tasks published before it and not settled then. */
  readonly atStake: number;
  readonly survived: number;
  /** Of those that survived, how many were delivered again flagged redelivered. */
  readonly flagged: number;
  readonly lost: ReadonlyMap<OutageLoss, number>;
}

export interface Outage {
  readonly stoppedAtMs: AtMs;
  /** `null` while the broker is away. */
  readonly startedAtMs: AtMs | null;
  /** Whether it was asked to die or to restart in good order; `null` when nobody asked. */
  readonly kill: boolean | null;
  /** It is away, and what was to bring it back has failed. */
  readonly restartFailed: boolean;
  readonly arms: readonly ArmOutage[];
}

/** Every time the broker went away, oldest first. */
export function outagesOf(run: RunState): readonly Outage[] {
  const { incidents } = run;
  return incidents.flatMap((incident, i): Outage[] => {
    if (incident.type !== "broker-stopped") return [];
    const rest = incidents.slice(i + 1);
    // It went again before everything was attached to it: one outage.
    if (rest.some(({ type, atMs }) => type === incident.type && atMs === incident.atMs)) return [];
    const started = rest.find(({ type }) => type === "broker-started");
    const restartFailed = !started && rest.some(({ type }) => type === "broker-restart-failed");
    const span = { stoppedAtMs: incident.atMs, startedAtMs: started?.atMs ?? null };
    const kill = askedFor(incidents.slice(0, i), incident.atMs);
    return [{ ...span, kill, restartFailed, arms: run.arms.map((arm) => armOutage(arm, span)) }];
  });
}

/** So close together in lab time, it is one event that everybody notices for himself: a moment of the wall's, at any speed. */
const SAME_MS = 1000;

/** Whether the broker itself went when somebody lost the connection to it at `atMs`. */
export function isOutage({ incidents }: RunState, atMs: AtMs): boolean {
  const stop = incidents.findLast(
    (one) => one.type === "broker-stopped" && Math.abs(one.atMs - atMs) < SAME_MS,
  );
  return stop !== undefined;
}

function askedFor(before: readonly Incident[], stoppedAtMs: number): boolean | null {
  const asked = before.findLast(
    ({ type, atMs }) =>
      type === "broker-restart-asked" ||
      type === "broker-restart-failed" ||
      (type === "broker-started" && atMs < stoppedAtMs),
  );
  return asked?.type === "broker-restart-asked" ? asked.kill : null;
}

type Span = Pick<Outage, "stoppedAtMs" | "startedAtMs">;

function armOutage(arm: ArmState, span: Span): ArmOutage {
  const durable = arm.queue?.durable ?? arm.strategy.durable;
  const atStake = arm.tasks.filter(
    ({ publishedAtMs, settledAtMs }) =>
      publishedAtMs <= span.stoppedAtMs && (settledAtMs ?? Infinity) >= span.stoppedAtMs,
  );
  const lost = new Map<OutageLoss, number>();
  const survivors = atStake.filter((task) => {
    const why = lossOf(task, durable, span);
    if (why !== null) lost.set(why, (lost.get(why) ?? 0) + 1);
    return why === null;
  });
  const flagged = new Set(
    arm.attempts
      .filter(({ redelivered, receivedAtMs }) => redelivered && receivedAtMs >= span.stoppedAtMs)
      .map(({ task }) => task),
  );
  return {
    arm: arm.arm,
    durable,
    persistent: atStake[0]?.persistent ?? arm.strategy.persistent,
    atStake: atStake.length,
    survived: survivors.length,
    flagged: survivors.filter(({ task }) => flagged.has(task)).length,
    lost,
  };
}

function lossOf(task: TaskState, durable: boolean, { startedAtMs }: Span): OutageLoss | null {
  if (task.place !== "lost" || task.settledAtMs === null) return null;
  // Lab time stands still until everybody is back: what is lost later, is lost for another reason.
  if (startedAtMs !== null && task.settledAtMs > startedAtMs) return null;
  if (task.lossReason === "auto-acked-worker-gone") return "auto";
  if (task.lossReason === "unconfirmed") return "unwritten";
  if (task.lossReason !== "broker-lost-it") return null;
  if (!durable) return "queue";
  return task.persistent ? "unwritten" : "message";
}
