import type { Arguments } from "#broker/core/arguments.ts";
import type { QueueSettings } from "./queue-settings.ts";

export interface QueueProperties {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** The connection that may use it, if it is exclusive. */
  readonly owner: object | undefined;
  readonly arguments: Arguments;
  readonly settings: QueueSettings;
}
