import type { DeathReason, LossReason, MissingBy } from "../../run-log/loss-reason.ts";
import { keepsDead } from "../../scenario/dead-letters.ts";
import { declaredLimitOf, type QueueSettings } from "../../scenario/queue-settings.ts";

/** The log of a run, event by event. */
export const log = {
  label: "Events of the run",
  filter: "Show",
  all: "all",
  arm: (arm: string) => `arena ${arm}`,
  none: "Nothing has happened yet. Every event of the run will be listed here.",
  at: (seconds: string) => `${seconds} s`,
  goTo: "Look at this moment",
  seq: "No.",
  time: "Time",
  event: "Event",
  events: {
    runOpened: (tasks: number, broker: string) =>
      `Run opened: ${tasks} tasks planned, on ${broker}`,
    queueDeclared: (queue: string, settings: QueueSettings) =>
      `Queue ${queue} declared, ${queueWords(settings)}`,
    declareRefused: (queue: string, code: number, text: string) =>
      `Queue ${queue} refused: ${code} ${text}`,
    queueRedeclared: (queue: string, settings: QueueSettings) =>
      `Queue ${queue} declared once more, ${queueWords(settings)} as it is`,
    redeclareRefused: (channel: number, code: number, text: string) =>
      `Redeclaring closed channel ${channel}: ${code} ${text}`,
    foreignConsumers: (count: number) =>
      count === 0
        ? "Nobody else reads this queue any more"
        : `${count === 1 ? "1 consumer that is" : `${count} consumers that are`} not ours on this queue`,
    queueDeleted: (queue: string) => `Somebody deleted queue ${queue}`,
    brokerHoldsFewer: (count: number) =>
      count === 0
        ? "The broker holds what our clients account for again"
        : `The broker holds ${count} fewer than our clients account for`,
    foreignMessage: (worker: string, text: string) =>
      `${worker} was given a message that is not ours and refused it: ${text}`,
    republished: (task: number) =>
      `Task ${task} published again: it was never confirmed, and the queue has not got it`,
    refused: (task: number) => `Task ${task} refused: the broker nacked the publish`,
    missing: (task: number, by: MissingBy) =>
      `Task ${task} missing: ${
        {
          "queue-deleted": "its queue was deleted",
          purged: "somebody purged its queue",
          taken: "somebody else took it out of the queue",
          expired: "it expired in the queue",
          dropped: "the queue was full and dropped it",
          "dead-lettered": "it went to a dead letter exchange",
          unknown: "the queue has not got it, and none of our workers was given it",
        }[by]
      }`,
    found: (task: number) => `Task ${task} is in the queue after all`,
    publishedAstray: (text: string, routingKey: string, mandatory: boolean) =>
      `Published to ${routingKey}, which is no queue${mandatory ? ", mandatory" : ""}: ${text}`,
    astrayConfirmed: (message: number) => `Message ${message} astray: confirmed all the same`,
    astrayReturned: (message: number, code: number, text: string) =>
      `Message ${message} astray: returned, ${code} ${text}`,
    burstBegun: (count: string, confirms: boolean) =>
      `A burst of ${count} messages, ${confirms ? "with confirms" : "fire-and-forget"}`,
    burstSent: (sent: string) => `Burst: ${sent} sent`,
    burstConfirmed: (confirmed: string) => `Burst: ${confirmed} confirmed`,
    burstAnswered: "Burst: the broker has answered, the publisher is done",
    burstCounted: (survived: string | null) =>
      survived === null
        ? "Burst: the broker does not say what is left"
        : `Burst: ${survived} counted in its queue`,
    workerJoined: (worker: string, speed: number, concurrency: number) =>
      `${worker} joined at ${speed}× speed${concurrency === 1 ? "" : `, ${concurrency} tasks at a time`}`,
    workerLeft: (worker: string, how: "stopped" | "killed" | "broker-lost" | "missed-heartbeats") =>
      ({
        stopped: `${worker} left`,
        killed: `${worker} was killed`,
        "broker-lost": `${worker} lost the broker`,
        "missed-heartbeats": `${worker} missed its heartbeats; the broker took it for dead`,
      })[how],
    workerPaused: (worker: string) => `${worker} paused`,
    workerHung: (worker: string, heartbeats: boolean) =>
      heartbeats
        ? `${worker} hangs; its heartbeats go on`
        : `${worker} hangs, and its heartbeats have stopped`,
    workerResumed: (worker: string) => `${worker} goes on`,
    workerAcking: (worker: string, acking: boolean) =>
      acking ? `${worker} acknowledges again` : `${worker} forgets to acknowledge`,
    workerSpeed: (worker: string, speed: number) => `${worker} now works at ${speed}× speed`,
    published: (task: number, text: string, seconds: string | null) =>
      `Task ${task} published: ${text} (${seconds === null ? "size unknown" : `${seconds} s`})`,
    publishedOutside: (task: number, text: string, seconds: string, asked: string | null) =>
      asked === null
        ? `Task ${task} from outside, published by somebody else: ${text} (${seconds} s)`
        : `Task ${task} from outside, published by somebody else: ${text} (asks for ${asked} s; ${seconds} s of it are worked on)`,
    confirmed: (task: number) => `Task ${task} confirmed by the broker`,
    returned: (task: number, code: number, text: string) =>
      `Task ${task} returned: ${code} ${text}`,
    /** @param counts how often it came back, as headers tell it: "x-delivery-count 2". */
    received: (task: number, worker: string, redelivered: boolean, counts: readonly string[]) =>
      [
        `Task ${task} delivered to ${worker}`,
        ...(redelivered ? ["redelivered"] : []),
        ...counts,
      ].join(", "),
    started: (task: number, worker: string) => `${worker} starts task ${task}`,
    lateWorkStarted: (task: number, worker: string) =>
      `${worker} goes on with task ${task}, which the broker has taken back`,
    ackRefused: (task: number, worker: string, code: number, text: string) =>
      `${worker} acknowledged task ${task} too late: ${code} ${text}`,
    ackLost: (task: number, worker: string) =>
      `${worker}'s ack of task ${task} never reached the broker, which has the task again`,
    finished: (task: number, worker: string) => `${worker} finished task ${task}`,
    acked: (task: number, worker: string) => `${worker} acknowledged task ${task}`,
    nacked: (task: number, worker: string, requeue: boolean) =>
      requeue
        ? `${worker} gave task ${task} back to the queue: basic.nack`
        : `${worker} gave task ${task} up: basic.nack without requeue`,
    rejected: (task: number, worker: string, requeue: boolean) =>
      requeue
        ? `${worker} gave task ${task} back to the queue: basic.reject`
        : `${worker} rejected task ${task}`,
    lost: (task: number, why: LossReason) =>
      ({
        "auto-acked-worker-gone": `Task ${task} lost: acknowledged on delivery, and its worker is gone`,
        "broker-lost-it": `Task ${task} lost: the broker no longer has it`,
        unconfirmed: `Task ${task} lost: published as the connection broke, and nobody waited for a confirm`,
        rejected: `Task ${task} lost: rejected without requeue`,
        "gave-up": `Task ${task} lost: it failed again after each retry, and its worker gave up`,
        "delivery-limit": `Task ${task} lost: it came back once more than its queue's delivery limit, and was dropped`,
        "auto-acked-work-failed": `Task ${task} lost: acknowledged on delivery, and its worker can't do it`,
      })[why],
    deadLettered: (task: number, why: DeathReason) =>
      why === "rejected"
        ? `Task ${task} is among the dead letters: rejected without requeue`
        : `Task ${task} is among the dead letters: it came back once more than its queue's delivery limit`,
    settingsChanged: (settings: string) => `Settings changed: ${settings}`,
    brokerRestartAsked: (kill: boolean): string =>
      kill ? "The broker is killed and started again" : "The broker is restarted",
    brokerRestartFailed: (reason: string | null) =>
      reason === null
        ? "The broker is not restarted: it is not this lab's to restart"
        : `Restarting the broker failed: ${reason}`,
    brokerSilent: (atS: string) => `The broker has not answered since ${atS} s`,
    brokerAnswered: "The broker answers again",
    brokerStopped: (reason: string) => `The broker stopped answering: ${reason}`,
    brokerStarted: (broker: string) => `The broker answers again: ${broker}`,
    clockPaused: "Paused",
    clockResumed: "Resumed",
    speedChanged: (speed: number) => `Speed ${speed}×`,
    noted: (text: string) => `Note: ${text}`,
    runClosed: (outcome: "finished" | "stopped" | "failed", mismatches: number) =>
      `Run ${outcome}${mismatches === 0 ? "" : `, ${mismatches} counts disagree with the broker`}`,
    other: (type: string) => type,
  },
};

function queueWords(settings: QueueSettings): string {
  const { durable, queueType } = settings;
  const limit = declaredLimitOf(settings);
  return [
    ...(queueType === "quorum" ? ["quorum"] : []),
    ...(limit === undefined ? [] : [`delivery limit ${limit}`]),
    ...(keepsDead(settings)
      ? [`dead letters ${settings.deadLetters === "retry" ? "come back" : "kept"}`]
      : []),
    durable ? "durable" : "transient",
  ].join(", ");
}

export type LogMessages = typeof log;
