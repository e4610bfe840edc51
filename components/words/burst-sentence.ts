import { grouped } from "#components/i18n/format.ts";
import type { BurstMessages } from "#shared/messages/burst.ts";
import { burstFigures, type BurstState } from "#shared/run/burst.ts";

/** The one thing to say about a burst as it stands. */
export function burstSentence({ sentence }: BurstMessages, burst: BurstState): string {
  if (!burst.counted) return underWay(sentence, burst);
  const { sent, confirmed, unconfirmed, survived, lost, confirmedButLost } = burstFigures(burst);
  if (survived === null) return sentence.uncounted;
  if (!burst.outage) {
    return burst.confirms
      ? sentence.wholeKnown(grouped(survived))
      : sentence.wholeUnknown(grouped(survived));
  }
  if (!burst.durable) return sentence.noQueue(grouped(sent), grouped(confirmed));
  if (!burst.persistent) return sentence.noMessages(grouped(sent), grouped(confirmed));
  if (confirmedButLost > 0) return sentence.broken(grouped(confirmedButLost));
  if (!burst.confirms) {
    if (lost === 0) return sentence.allForgotten(grouped(sent));
    return survived === 0
      ? sentence.noneForgotten(grouped(sent))
      : sentence.someForgotten(grouped(sent), grouped(survived));
  }
  if (confirmed === sent) return sentence.keptAll(grouped(sent));
  if (lost === 0) return sentence.keptMore(grouped(confirmed), grouped(sent));
  return confirmed === 0
    ? sentence.noneConfirmed(grouped(sent), grouped(survived))
    : sentence.kept(grouped(confirmed), grouped(unconfirmed));
}

function underWay(sentence: BurstMessages["sentence"], burst: BurstState): string {
  if (burst.outage) return sentence.gone;
  if (!burst.confirms) return burst.answered ? sentence.done : sentence.forgotten;
  const { unconfirmed } = burstFigures(burst);
  return unconfirmed === 0 && isComplete(burst)
    ? sentence.allConfirmed
    : sentence.waiting(grouped(burst.count - burst.confirmed));
}

function isComplete({ sent, count }: BurstState): boolean {
  return sent === count;
}
