import type { QueueSettings } from "../scenario/queue-settings.ts";

/** Messages published at once to a queue of their own, and what became of them. */
export interface BurstState extends QueueSettings {
  readonly count: number;
  readonly persistent: boolean;
  readonly confirms: boolean;
  readonly sent: number;
  readonly confirmed: number;
  /** The publisher is done: everything is confirmed, or its channel's close was answered. */
  readonly answered: boolean;
  /** The broker went away before they were counted. */
  readonly outage: boolean;
  readonly counted: boolean;
  /** In the queue when it was counted; `null` before that, or when the broker did not say. */
  readonly survived: number | null;
}

export interface BurstFigures {
  readonly sent: number;
  readonly confirmed: number;
  /** Sent, and the broker has not said that it has them. */
  readonly unconfirmed: number;
  readonly survived: number | null;
  readonly lost: number | null;
  /** At least so many: the queue tells how many are left, not which. */
  readonly confirmedButLost: number;
}

export function burstFigures({ sent, confirmed, survived }: BurstState): BurstFigures {
  return {
    sent,
    confirmed,
    unconfirmed: sent - confirmed,
    survived,
    lost: survived === null ? null : sent - survived,
    confirmedButLost: survived === null ? 0 : Math.max(0, confirmed - survived),
  };
}
