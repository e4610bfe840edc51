import type { ArmId } from "../../scenario/scenario.ts";
import { noEdit, type Intent } from "../intent.ts";

export interface PublishAstray {
  readonly arm: ArmId;
  readonly text: string;
  readonly mandatory: boolean;
}

/** Publishes to a routing key that no queue has. */
export const publishAstray: Intent<"publish-astray", PublishAstray> = {
  type: "publish-astray",
  answer: "at once",
  edit: noEdit,
};

export interface PublishBurst {
  /** One command for all, so that they share one kill. */
  readonly arms: readonly ArmId[];
  readonly count: number;
  /** Whether the broker is killed, once, right after. */
  readonly kill: boolean;
}

/** Publishes many messages at once to a queue of their own beside that of each of these arms, and counts what survived. */
export const publishBurst: Intent<"publish-burst", PublishBurst> = {
  type: "publish-burst",
  answer: "long",
  edit: noEdit,
};

export interface RestartBroker {
  /** As with kill -9; otherwise in good order. */
  readonly kill: boolean;
}

export const restartBroker: Intent<"restart-broker", RestartBroker> = {
  type: "restart-broker",
  answer: "long",
  edit: noEdit,
};

/** Connects now instead of when the wait is over. */
export const retryBroker: Intent<"retry-broker"> = {
  type: "retry-broker",
  answer: "at once",
  edit: noEdit,
};

/** Puts our own broker in the place of one that is not there: for this lab alone. */
export const useEmbeddedBroker: Intent<"use-embedded-broker"> = {
  type: "use-embedded-broker",
  answer: "when the broker has answered",
  edit: noEdit,
};
