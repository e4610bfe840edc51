/** The folder of RabbitMQ's own scripts on this machine. */
export function rabbitmqScripts(): string | undefined;

export interface RabbitmqNode {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly scripts: string;
  /** For a shell: restarts the broker in the node's process. */
  readonly restartCommand: string;
  readonly restart: (how?: { readonly kill?: boolean }) => Promise<void>;
  readonly stop: () => void;
}

export function startRabbitmq(): Promise<RabbitmqNode>;
