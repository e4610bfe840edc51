import { grouped, percent, seconds, shortSeconds } from "#components/i18n/format.ts";
import { standstillWords } from "#shared/messages/standstill-words.ts";
import type { Messages } from "#shared/messages/messages.ts";
import { assertNever } from "#shared/kernel/assert-never.ts";
import type { AnyFinding } from "#shared/run/lint-run.ts";
import type { Remedy } from "#shared/run/remedy-of.ts";

/** A finding as a sentence; with its remedy where no setting is one. */
export function findingWords({ lint, standstill }: Messages, finding: AnyFinding): string {
  switch (finding.code) {
    case "prefetch-inert":
      return lint.prefetchInert(finding.facts.prefetch);
    case "prefetch-below-concurrency":
      return lint.fewerThanHands(finding.facts.prefetch, finding.facts.concurrency);
    case "unlimited-slower":
      return lint.unlimitedSlower(seconds(finding.facts.dealtMs), seconds(finding.facts.asFreeMs));
    case "persistent-in-transient-queue":
      return lint.persistentInTransient;
    case "transient-in-durable-queue":
      return lint.transientInDurable;
    case "persistent-unconfirmed": {
      const { release, quietMs, entries } = finding.facts;
      return lint.persistentUnconfirmed(shortSeconds(quietMs), grouped(entries), release);
    }
    case "quorum-not-durable":
      return lint.quorumNotDurable;
    case "transient-in-quorum":
      return lint.transientInQuorum;
    case "unlimited-in-quorum":
      return lint.unlimitedInQuorum(finding.facts.prefetch);
    case "more-workers-than-tasks":
      return lint.moreWorkers(finding.facts.workers, finding.facts.tasks);
    case "prefetch-below-latency": {
      const { gapMs, serviceMs, waitingShare } = finding.facts;
      return lint.belowLatency(gapMs.toFixed(0), shortSeconds(serviceMs), percent(waitingShare));
    }
    case "standing-still":
      return standstillWords(standstill, finding.facts);
    case "hung-worker-holds": {
      const { worker, tasks, unacked, heartbeats } = finding.facts;
      const says =
        unacked === 0 ? lint.hungAuto : heartbeats ? lint.hungHeartbeats : lint.hungSilent;
      return says(worker, tasks);
    }
    case "forgotten-acks":
      return lint.forgottenAcks(finding.facts.unacked, finding.facts.workers);
    case "foreign-consumers": {
      const { foreign, ours } = finding.facts;
      return lint.foreign(foreign + ours, ours);
    }
    case "queue-deleted":
      return lint.queueDeleted(finding.facts.tasks);
    case "tasks-missing": {
      const { fewer, tasks } = finding.facts;
      return fewer > 0 ? lint.fewer(fewer) : lint.missing(tasks);
    }
    case "requeue-loop":
      return lint.requeueLoop(finding.facts.task, finding.facts.times);
    case "given-up":
      return lint.givenUp(finding.facts.tasks);
    case "dead-letters":
      return lint.deadLetters(finding.facts.tasks, finding.facts.queue);
    case "message-vanished":
      return lint.vanished(finding.facts.text, finding.facts.confirmed);
    case "message-returned": {
      const { text, replyCode, replyText } = finding.facts;
      return lint.cameBack(text, replyCode, replyText);
    }
    default:
      return assertNever(finding);
  }
}

/** What the button says that does it. */
export function remedyWords({ lint: { remedy, and } }: Messages, does: Remedy): string {
  if (does.type === "act") return remedy[does.action.type](does.workers.join(and));
  if (does.type === "declare") return remedy.declare;
  const { prefetch, durable } = does.change;
  if (typeof prefetch === "number") return remedy.prefetch(prefetch);
  if (does.change.ack !== undefined) return remedy.manual;
  if (does.change.confirms !== undefined) return remedy.confirms;
  if (does.change.deadLetters !== undefined) return remedy.deadLetters;
  return durable === undefined ? remedy.persistent : remedy.durable;
}
