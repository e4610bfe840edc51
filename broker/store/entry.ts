/** The types of records. Their numbers are the file format: never give one to something else. */
export const ENTRY = {
  exchange: 1,
  exchangeDeleted: 2,
  queue: 3,
  queueDeleted: 4,
  bound: 5,
  unbound: 6,
  message: 7,
  /** A list: messages that left their queues one after the other. */
  gone: 8,
  /** A message of a quorum queue came back. */
  restated: 9,
  /** Somebody opened the store: an earlier `stopped` says nothing about what follows. */
  started: 10,
  /** It was closed in good order: a list of the messages that had been delivered. */
  stopped: 11,
  /** The next file goes on from here. */
  sealed: 12,
  /** The first of each file: its number, the last numbers used of messages and queues, the number of the oldest file. */
  segment: 13,
  /** Nothing in the file of this number, the oldest, counts any more: it goes. */
  dropped: 14,
} as const;
