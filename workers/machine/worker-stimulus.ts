import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { ConsumerSettings, Delivery } from "./worker-state.ts";

/** What happens to a worker. */
export type WorkerStimulus = FromBroker | FromWork | FromPool | WorkerAction;

export type Told<Type extends WorkerStimulus["type"]> = Extract<
  WorkerStimulus,
  { readonly type: Type }
>;

export type FromBroker =
  | { readonly type: "delivered"; readonly delivery: Delivery }
  /** Nothing is delivered to it any more. */
  | { readonly type: "cancelled" }
  /** The broker closed the channel on which it acknowledged late work. */
  | {
      readonly type: "ack-refused";
      readonly delivery: Delivery;
      readonly replyCode: number;
      readonly replyText: string;
    }
  /** Its connection went without its asking. @param replyCode the broker's, if it said goodbye. */
  | { readonly type: "connection-lost"; readonly replyCode: number | null }
  /** Its queue was deleted, or is not there. */
  | { readonly type: "queue-lost" }
  /** Its channel went; or the broker is known to be gone, though this connection may not have noticed. */
  | { readonly type: "broker-lost" };

interface FromWork {
  readonly type: "work-done";
  readonly delivery: Delivery;
}

/** What is told to several workers, one after the other. */
type FromPool =
  | { readonly type: "come" }
  /** Once it is connected. */
  | { readonly type: "attach" }
  | { readonly type: "suspend" }
  /** To one that is suspended; to one that is not there, how it will. */
  | { readonly type: "consume"; readonly settings: ConsumerSettings }
  /** The run is over. */
  | { readonly type: "close" };

/** What the line to the broker and the work do for it, in this order. */
export type WorkerInstruction = ToBroker | ToWork;

export type ToBroker =
  | { readonly to: "broker"; readonly do: "connect" }
  /** On a new channel, since prefetch is fixed when a consumer starts; then closes the channel before. */
  | { readonly to: "broker"; readonly do: "consume"; readonly settings: ConsumerSettings }
  /** Answered by `cancelled`; what is cancelled already, or never consumed, is so at once. */
  | { readonly to: "broker"; readonly do: "cancel" }
  | { readonly to: "broker"; readonly do: "ack"; readonly tag: number }
  /** On a channel that never had it, as a program does that has connected anew meanwhile. */
  | { readonly to: "broker"; readonly do: "ack-late"; readonly delivery: Delivery }
  | {
      readonly to: "broker";
      readonly do: "nack" | "reject";
      readonly tag: number;
      readonly requeue: boolean;
    }
  | { readonly to: "broker"; readonly do: "heartbeats"; readonly sending: boolean }
  /** Says goodbye. */
  | { readonly to: "broker"; readonly do: "close" }
  /** The socket, as when the process dies. */
  | { readonly to: "broker"; readonly do: "cut" };

export type ToWork =
  | {
      readonly to: "work";
      /** `resume` goes on with what was suspended. */
      readonly do: "start" | "resume" | "set-speed";
      readonly delivery: Delivery;
      readonly speed: number;
    }
  | { readonly to: "work"; readonly do: "suspend"; readonly delivery: Delivery }
  | { readonly to: "work"; readonly do: "cancel"; readonly delivery: Delivery };
