export interface RabbitmqNode {
  readonly url: string;
  readonly version: string;
  /** Where it keeps everything. */
  readonly folder: string;
  readonly pid: () => number | undefined;
  /** For a shell: restarts the broker in the node's process. */
  readonly restartCommand: string;
  /** rabbitmqctl. Rejects with what it wrote. */
  readonly ctl: (...args: string[]) => Promise<void>;
  readonly restart: (how?: { readonly kill?: boolean }) => Promise<void>;
  readonly stop: () => void;
}

/** Of that release, such as "4.0", or of the one that RABBITMQ_RELEASE names. */
export function startRabbitmq(release?: string): Promise<RabbitmqNode>;
