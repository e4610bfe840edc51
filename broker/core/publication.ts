/** One basic.publish, shared by all messages it becomes. */
export interface Publication<Content> {
  readonly exchange: string;
  readonly routingKey: string;
  /** Further keys to route by: headers CC and BCC. */
  readonly copyKeys: readonly string[];
  /** What was published. The core never looks inside. */
  readonly content: Content;
  /** The message-id its publisher gave it, if it gave one. */
  readonly messageId?: string | undefined;
  /** delivery-mode 2. */
  readonly persistent: boolean;
  /** What it says of itself; what saying nothing means is for the queue. */
  readonly priority: number | undefined;
  /** The message's own time to live; undefined = none. */
  readonly expirationMs: number | undefined;
  readonly bodyBytes: number;
  /** Dead-lettered before: the x-death in it is ours. */
  readonly isLetter?: boolean | undefined;
  /** How often it failed in the queues it died in, as far as that is remembered; undefined = never. */
  readonly failures?: number | undefined;
  /** Somebody waits for it to be safe: its publisher for a confirm, or the queue it comes from. */
  readonly awaited: boolean;
}

/** What became of a publication. */
export interface PublishOutcome {
  /** The number of queues it was routed to: 0 = unroutable. */
  readonly routed: number;
  /** Some queue keeps it on disk: it is safe once the journal says so. */
  readonly stored: boolean;
  /** Some queue would not have it (x-overflow). */
  readonly refused: boolean;
}
