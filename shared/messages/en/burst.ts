/** Bursts: what the publisher knows, and what is left. Counts come ready formatted. */
export const burst = {
  name: (arm: string) => `Burst of arena ${arm}`,
  title: (count: string, confirms: boolean) =>
    `Burst of ${count}, ${confirms ? "with confirms" : "fire-and-forget"}`,
  knows: "The publisher knows",
  left: "In the queue",
  safe: "safe",
  confirmed: "confirmed",
  open: "not yet safe",
  survived: "survived",
  lost: "lost",

  sentence: {
    waiting: (open: string) => `${open} are not yet safe: no confirm has come for them.`,
    allConfirmed: "All are confirmed.",
    forgotten: "No confirm will come. Nobody says when they are safe.",
    done: "The broker has taken them all, and the publisher is done. Nobody says when they are safe.",
    gone: "The broker is gone. What it had written down is counted when it is back.",
    wholeKnown: (sent: string) => `All ${sent} are in the queue, and the publisher knows it.`,
    wholeUnknown: (sent: string) => `All ${sent} are in the queue. The publisher does not know it.`,
    uncounted: "The broker does not say how many are left.",
    noQueue: (sent: string, confirmed: string) =>
      `${sent} sent, ${confirmed} confirmed, 0 survived: the queue is not durable, and went with the broker.`,
    noMessages: (sent: string, confirmed: string) =>
      `${sent} sent, ${confirmed} confirmed, 0 survived: transient messages are not written down, confirmed or not.`,
    noneForgotten: (sent: string) =>
      `${sent} sent, 0 confirmed, 0 survived: the broker had them, not yet its disk.`,
    someForgotten: (sent: string, survived: string) =>
      `${sent} sent, 0 confirmed, ${survived} survived: the broker had them all, its disk did not yet. The publisher hears nothing of it.`,
    allForgotten: (sent: string) =>
      `${sent} sent, 0 confirmed, all survived: the disk was faster this time. The publisher cannot know.`,
    noneConfirmed: (sent: string, survived: string) =>
      `${sent} sent, 0 confirmed, ${survived} survived: the publisher knows that none is safe, and sends them again.`,
    kept: (confirmed: string, open: string) =>
      `${confirmed} confirmed, and every one survived. The other ${open} are not safe: the publisher knows which to send again.`,
    keptAll: (sent: string) => `All ${sent} confirmed, and all survived.`,
    keptMore: (confirmed: string, sent: string) =>
      `${confirmed} confirmed; all ${sent} survived. The publisher sends again what it need not.`,
    broken: (count: string) => `${count} confirmed messages are gone. This should never happen.`,
  },

  form: {
    title: "Publish a burst",
    intro:
      "Sends this many messages at once to a queue beside each arena, with or without confirms as the arena is set. Then it counts what is left.",
    count: "Messages",
    badCount: (max: string) => `A whole number from 1 to ${max}.`,
    kill: "Publish, then kill the broker",
    plain: "Publish",
    needsRun: "Press Run first.",
    waits: "Waiting for the broker’s answer.",
    notOurs: "This broker is not ours to kill. Set BROKER_RESTART_COMMAND for the lab's server.",
  },
};

export type BurstMessages = typeof burst;
