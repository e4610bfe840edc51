import { seconds } from "#components/i18n/format.ts";
import type { Messages } from "#shared/messages/messages.ts";
import type { Incident } from "#shared/run/incident.ts";
import { outagesOf } from "#shared/run/outage.ts";
import { comesBack } from "#shared/run/standstill.ts";
import { retries } from "#shared/scenario/dead-letters.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";

/** Something that happened to one worker: its sentence stands in its lane. */
export type WorkerIncident = Extract<Incident, { readonly worker: WorkerId }>;

/** What happened to a worker, and what it meant for the tasks; `null` where its mark says enough. */
export function workerSentence(
  messages: Messages,
  arm: ArmState,
  incident: WorkerIncident,
): string | null {
  const { sentence } = messages.chaos;
  const { worker, atMs } = incident;
  const at = seconds(atMs);
  switch (incident.type) {
    case "worker-left":
      return leftSentence(messages, arm, incident);
    case "worker-paused":
      return sentence.paused(worker, at, kept(arm, worker, atMs));
    case "worker-hung":
      return incident.heartbeats
        ? sentence.hung(worker, at, kept(arm, worker, atMs))
        : sentence.hungSilent(worker, at);
    case "worker-resumed":
      return sentence.resumed(worker, at);
    case "worker-acking-changed":
      return incident.acking ? sentence.remembers(worker, at) : sentence.forgets(worker, at);
    case "rejected":
      if (!incident.requeue && retries(arm.queue)) return sentence.retried(worker, incident.task);
      if (isDead(arm, incident.task)) {
        return sentence.deadLettered(worker, incident.task, incident.requeue);
      }
      if (isDropped(arm, incident)) return sentence.droppedAtLimit(worker, incident.task);
      return incident.requeue
        ? sentence.requeued(worker, incident.task)
        : sentence.dropped(worker, incident.task);
    case "ack-refused": {
      const { task, replyCode, replyText } = incident;
      const other = arm.attempts.findLast(
        (attempt) => attempt.task === task && attempt.worker !== worker && !attempt.late,
      );
      return sentence.refused(worker, task, other?.worker ?? null, replyCode, replyText);
    }
    case "ack-lost":
      return sentence.ackLost(worker, incident.task);
    case "worker-joined":
    case "worker-speed-changed":
      return null;
  }
}

function isDead({ tasks }: ArmState, task: number): boolean {
  return tasks.at(task - 1)?.place === "dead";
}

/** It was the last straw: its queue's delivery limit was reached. */
function isDropped({ tasks }: ArmState, { task, requeue }: { task: number; requeue: boolean }) {
  return requeue && tasks.at(task - 1)?.lossReason === "delivery-limit";
}

function leftSentence(
  { stage, chaos: { sentence } }: Messages,
  arm: ArmState,
  { worker, how, atMs }: Extract<WorkerIncident, { type: "worker-left" }>,
): string | null {
  const at = seconds(atMs);
  switch (how) {
    case "killed":
      return arm.strategy.ack === "auto"
        ? stage.lane.killedAuto(worker, at, lostWith(arm, worker, atMs))
        : stage.lane.killedManual(worker, at, gaveBack(arm, worker, atMs));
    case "missed-heartbeats":
      return sentence.silent(worker, at, gaveBack(arm, worker, atMs));
    case "stopped":
      return sentence.stopped(worker, at);
    case "broker-lost":
      return sentence.cutOff(worker, at, gaveBack(arm, worker, atMs), isToComeBack(arm, worker));
  }
}

interface Told {
  readonly atMs: number;
  readonly text: string;
}

/** What the latest that happened to the broker meant for one arm; `null` if nothing did. */
export function brokerSentence(messages: Messages, run: RunState, id: ArmId): Told | null {
  const { sentence } = messages.chaos;
  const last = run.incidents.findLast(({ type }) => type.startsWith("broker-"));
  if (last?.type !== "broker-restart-failed") return outageSentence(messages, run, id);
  const { atMs, reason } = last;
  const at = seconds(atMs);
  const text = reason === null ? sentence.notAllowed(at) : sentence.restartFailed(at, reason);
  return { atMs, text };
}

function outageSentence({ chaos: { sentence } }: Messages, run: RunState, id: ArmId): Told | null {
  const outage = outagesOf(run).at(-1);
  const arm = outage?.arms.find((one) => one.arm === id);
  if (!outage || !arm) return null;
  const { stoppedAtMs, startedAtMs, kill } = outage;
  if (startedAtMs === null) {
    return { atMs: stoppedAtMs, text: sentence.brokerGone(seconds(stoppedAtMs), kill === true) };
  }
  const text =
    arm.atStake === 0
      ? sentence.nothingAtStake(seconds(startedAtMs))
      : sentence.survived(
          seconds(startedAtMs),
          arm.survived,
          arm.atStake,
          arm.atStake - arm.survived,
        );
  return { atMs: startedAtMs, text };
}

/** Deliveries of `worker` that were open at `atMs`. */
function kept({ attempts }: ArmState, worker: WorkerId, atMs: number): number {
  return attempts.filter(
    (attempt) =>
      attempt.worker === worker &&
      attempt.receivedAtMs <= atMs &&
      (attempt.endedAtMs ?? Infinity) > atMs,
  ).length;
}

function gaveBack({ attempts }: ArmState, worker: WorkerId, atMs: number): number {
  return attempts.filter(
    (attempt) =>
      attempt.worker === worker && attempt.outcome === "requeued" && attempt.endedAtMs === atMs,
  ).length;
}

/** Nobody comes back to a queue that is gone. */
function isToComeBack({ workers, queueDeleted }: ArmState, worker: WorkerId): boolean {
  return !queueDeleted && workers.some((one) => one.worker === worker && comesBack(one));
}

function lostWith({ attempts }: ArmState, worker: WorkerId, atMs: number): number {
  return attempts.filter(
    (attempt) =>
      attempt.worker === worker &&
      attempt.outcome === "lost" &&
      Math.abs((attempt.endedAtMs ?? 0) - atMs) < SAME_MS,
  ).length;
}

/** What is lost with a worker is told of just before it. */
const SAME_MS = 5;
