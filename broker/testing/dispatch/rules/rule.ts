/** A rule of docs/spec as a transcript, true of the core, the embedded broker and RabbitMQ. */
export interface Rule {
  /** Begins with the rule's id. */
  readonly title: string;
  readonly transcript: string;
}

export const rule = (title: string, transcript: string): Rule => ({ title, transcript });
