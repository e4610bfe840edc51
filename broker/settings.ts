import type { ReleaseName } from "./core/release.ts";

/** What a broker is told at its start, as plain data: it may cross to another process. */
export interface BrokerSettings {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The address to listen on; 127.0.0.1 unless set. One that others can reach needs `users`. */
  readonly host?: string;
  /** The RabbitMQ it behaves as, and says it is in its server-properties; the newest that is known unless set. */
  readonly release?: ReleaseName;
  /** Who emulates it, told in the server-properties as `emulated_by`; "Dispatch Lab" unless set. */
  readonly product?: string;
  /** Told there too; 0.0.0 unless set. */
  readonly version?: string;
  /** Where durable queues and persistent messages live; unset, nothing survives. */
  readonly dataDir?: string;
  /** `fsync`, the default: what is confirmed outlives a power failure. `os`: the broker's own death only. */
  readonly durability?: "fsync" | "os";
  /**
   * When the messages in queues occupy about this much, whoever publishes is not read from until they occupy
   * 10 % less. Two fifths of what this process may use unless set.
   */
  readonly memoryWatermarkBytes?: number;
  /** How long a delivery may go without its acknowledgement before its channel is closed; half an hour unless set. */
  readonly consumerTimeoutMs?: number;
  /**
   * Passwords by name, in the clear; the broker keeps hashes. Unset, there is guest, password guest. A user named
   * guest may log in from this machine only.
   */
  readonly users?: ReadonlyMap<string, string>;
}

/** Whether a text can be meant as a directory's name: not blank, and all of it visible on the screen that asks for it. */
export function isDirectoryName(text: string): boolean {
  return /^\P{Cc}*[^\s\p{Cc}]\P{Cc}*$/u.test(text);
}
