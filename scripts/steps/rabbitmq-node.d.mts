/** The folder of RabbitMQ's own scripts on this machine. */
export function rabbitmqScripts(): string | undefined;

export interface RabbitmqNode {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly scripts: string;
  readonly restart: (how?: { readonly kill?: boolean }) => Promise<void>;
  readonly stop: () => void;
}

export function startRabbitmq(): Promise<RabbitmqNode>;
