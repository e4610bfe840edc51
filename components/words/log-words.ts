import { grouped, seconds, sizeSeconds } from "#components/i18n/format.ts";
import type { LogMessages } from "#shared/messages/log.ts";
import type { Messages } from "#shared/messages/messages.ts";
import { releaseOf } from "#shared/run-log/broker-release.ts";
import type { BrokerIdentity, RunEvent } from "#shared/run-log/run-event.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { returnsWords } from "./returns-words.ts";

/** One event of a run, in a few words. */
export function logWords(messages: Messages, { events }: LogMessages, event: RunEvent): string {
  switch (event.type) {
    case "run-opened":
      return events.runOpened(event.scenario.workload.length, brokerName(messages, event.broker));
    case "queue-declared":
      return events.queueDeclared(event.queue, event);
    case "declare-refused":
      return events.declareRefused(event.queue, event.replyCode, event.replyText);
    case "queue-redeclared":
      return events.queueRedeclared(event.queue, event);
    case "redeclare-refused":
      return events.redeclareRefused(event.channel, event.replyCode, event.replyText);
    case "foreign-consumers":
      return events.foreignConsumers(event.count);
    case "queue-deleted":
      return events.queueDeleted(event.queue);
    case "broker-holds-fewer":
      return events.brokerHoldsFewer(event.count);
    case "foreign-message":
      return events.foreignMessage(event.worker, event.text);
    case "republished":
      return events.republished(event.task);
    case "refused":
      return events.refused(event.task);
    case "missing":
      return events.missing(event.task, event.by);
    case "found":
      return events.found(event.task);
    case "published-astray":
      return events.publishedAstray(event.text, event.routingKey, event.mandatory);
    case "astray-confirmed":
      return events.astrayConfirmed(event.message);
    case "astray-returned":
      return events.astrayReturned(event.message, event.replyCode, event.replyText);
    case "burst-begun":
      return events.burstBegun(grouped(event.count), event.confirms);
    case "burst-sent":
      return events.burstSent(grouped(event.sent));
    case "burst-confirmed":
      return events.burstConfirmed(grouped(event.confirmed));
    case "burst-answered":
      return events.burstAnswered;
    case "burst-counted":
      return events.burstCounted(event.survived === null ? null : grouped(event.survived));
    case "worker-joined":
      return events.workerJoined(event.worker, event.speed, event.concurrency ?? 1);
    case "worker-left":
      return events.workerLeft(event.worker, event.how);
    case "worker-paused":
      return events.workerPaused(event.worker);
    case "worker-hung":
      return events.workerHung(event.worker, event.heartbeats);
    case "worker-resumed":
      return events.workerResumed(event.worker);
    case "worker-acking-changed":
      return events.workerAcking(event.worker, event.acking);
    case "worker-speed-changed":
      return events.workerSpeed(event.worker, event.speed);
    case "published":
      return events.published(
        event.task,
        event.text,
        event.serviceMs === null ? null : sizeSeconds(event.serviceMs),
      );
    case "published-outside": {
      const { task, text, serviceMs, askedMs } = event;
      const asked = askedMs === undefined ? null : sizeSeconds(askedMs);
      return events.publishedOutside(task, text, sizeSeconds(serviceMs), asked);
    }
    case "confirmed":
      return events.confirmed(event.task);
    case "returned":
      return events.returned(event.task, event.replyCode, event.replyText);
    case "received":
      return events.received(event.task, event.worker, event.redelivered, returnsWords(event));
    case "started":
      return events.started(event.task, event.worker);
    case "late-work-started":
      return events.lateWorkStarted(event.task, event.worker);
    case "ack-refused":
      return events.ackRefused(event.task, event.worker, event.replyCode, event.replyText);
    case "ack-lost":
      return events.ackLost(event.task, event.worker);
    case "finished":
      return events.finished(event.task, event.worker);
    case "acked":
      return events.acked(event.task, event.worker);
    case "nacked":
      return events.nacked(event.task, event.worker, event.requeue);
    case "rejected":
      return events.rejected(event.task, event.worker, event.requeue);
    case "lost":
      return events.lost(event.task, event.why);
    case "dead-lettered":
      return events.deadLettered(event.task, event.why);
    case "settings-changed":
      return events.settingsChanged(settingsWords(messages, event.strategy));
    case "broker-restart-asked":
      return events.brokerRestartAsked(event.kill);
    case "broker-restart-failed":
      return events.brokerRestartFailed(event.reason);
    case "broker-silent":
      return events.brokerSilent(seconds(event.sinceMs));
    case "broker-answered":
      return events.brokerAnswered;
    case "broker-stopped":
      return events.brokerStopped(event.reason);
    case "broker-started":
      return events.brokerStarted(brokerName(messages, event.broker));
    case "clock-paused":
      return events.clockPaused;
    case "clock-resumed":
      return events.clockResumed;
    case "speed-changed":
      return events.speedChanged(event.speed);
    case "noted":
      return events.noted(event.text);
    case "run-closed":
      return events.runClosed(event.outcome, event.mismatches.length);
  }
}

/** A strategy as a sentence would say it: "prefetch 1, manual ack, durable queue, …". */
export function settingsWords({ shell }: Messages, strategy: Strategy): string {
  return shell.describe.settings(strategy);
}

function brokerName({ shell }: Messages, broker: BrokerIdentity): string {
  const { kind, product, version } = broker;
  if (kind !== "embedded") return `${product} ${version}`;
  return shell.source.embedded(releaseOf(broker) ?? version);
}
