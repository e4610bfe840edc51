/** A message in one queue; a message routed to three queues is three of these sharing their content. */
export interface Message<Content> {
  readonly exchange: string;
  readonly routingKey: string;
  /** What was published. The core never looks inside. */
  readonly content: Content;
  /** Place in its queue's order of arrival; a requeue puts it back there. */
  readonly position: number;
  /** It has been given to somebody before, and came back. */
  redelivered: boolean;
}
