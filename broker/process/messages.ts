import type { BrokerEvent } from "#broker/core/broker-events.ts";
import type { QueueCounts } from "#broker/core/virtual-host.ts";
import type { BrokerNotice } from "#broker/notice.ts";
import type { BrokerSettings } from "#broker/settings.ts";

/** The only argument of a broker's process that is to do what its parent says. */
export const CHILD_FLAG = "--child";

/** What the parent says to the broker's process. To end it, the parent hangs up. */
export type ToBroker =
  | { readonly type: "start"; readonly settings: BrokerSettings }
  | { readonly type: "count"; readonly id: number; readonly queue: string }
  /** What happens in these queues is to be told from now on; none: nothing. */
  | { readonly type: "listen"; readonly queues: readonly string[] | "all" };

/** What the broker's process says to its parent. */
export type FromBroker =
  | { readonly type: "started"; readonly url: string; readonly port: number }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "noticed"; readonly notice: BrokerNotice }
  | { readonly type: "counted"; readonly id: number; readonly counts: QueueCounts | undefined }
  | { readonly type: "events"; readonly events: readonly BrokerEvent[] };

/** An error, as far as it can cross: what a caller tells one from another by. */
export interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly port?: number;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    message: error.message,
    ...("code" in error && typeof error.code === "string" && { code: error.code }),
    ...("port" in error && typeof error.port === "number" && { port: error.port }),
  };
}

export function errorFrom({ message, ...rest }: Failure): Error {
  return Object.assign(new Error(message), rest);
}
