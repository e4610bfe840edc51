import { assertNever } from "#shared/kernel/assert-never.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { serviceHeaders } from "#shared/scenario/service-header.ts";
import type { TaskState } from "#shared/run/run-state.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import type { Named } from "./message-id.ts";

/** Whether an arm's publisher can send, and what waits until it can. */
export type PublisherState =
  | {
      readonly is: "away";
      readonly arm: ArmId;
      readonly queue: string;
      readonly unsent: readonly NumberedTask[];
    }
  | { readonly is: "ready"; readonly arm: ArmId; readonly queue: string };

/** How a message is sent. */
export type PublishingMode = Pick<Strategy, "persistent" | "confirms">;

/** A task that was published, as the log has it. */
export type SentBefore = Pick<TaskState, "task" | "text" | "serviceMs">;

export interface Astray {
  readonly message: number;
  readonly text: string;
  readonly mandatory: boolean;
}

/** What happens to a publisher: from people and the clock, and from the broker. */
export type PublisherStimulus =
  | { readonly type: "publish"; readonly task: NumberedTask; readonly mode: PublishingMode }
  /** To a routing key that no queue has. */
  | { readonly type: "publish-astray"; readonly astray: Astray; readonly mode: PublishingMode }
  /** Its queue is declared; what waits is sent like this, after what was sent in vain. */
  | {
      readonly type: "ready";
      readonly mode: PublishingMode;
      readonly again?: readonly SentBefore[];
    }
  | { readonly type: "broker-lost" }
  | { readonly type: "confirmed"; readonly message: Named }
  /** Its confirm is a nack: the broker would not take it. */
  | { readonly type: "refused"; readonly message: Named }
  | {
      readonly type: "returned";
      readonly message: Named;
      readonly replyCode: number;
      readonly replyText: string;
    };

/** A message for the default exchange. */
export interface Sending {
  readonly message: Named;
  readonly routingKey: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, number>>;
  readonly persistent: boolean;
  /** Comes back if no queue has its routing key. */
  readonly mandatory: boolean;
  /** On a channel that confirms; else sent and forgotten. */
  readonly confirms: boolean;
}

/** What a stimulus came to. A message is reported before it is sent: its delivery must not come first in the log. */
export interface PublisherStep {
  readonly state: PublisherState;
  readonly reports: readonly RunEvent[];
  readonly send: readonly Sending[];
}

export function newPublisher(arm: ArmId, queue: string): PublisherState {
  return { is: "away", arm, queue, unsent: [] };
}

/** Publishes an arm's tasks, and tells what became of them. What can't be sent when its moment comes waits. */
export function publisherStep(state: PublisherState, stimulus: PublisherStimulus): PublisherStep {
  const { arm, queue } = state;
  switch (stimulus.type) {
    case "publish": {
      const { task, mode } = stimulus;
      if (state.is === "ready") return sent(state, [[task, mode]]);
      return stay({ ...state, unsent: [...state.unsent, task] });
    }
    case "publish-astray":
      return state.is === "ready" ? sentAstray(state, stimulus) : stay(state);
    case "ready": {
      const { mode, again = [] } = stimulus;
      const waiting = state.is === "away" ? state.unsent : [];
      const step = sent(
        { is: "ready", arm, queue },
        waiting.map((task) => [task, mode]),
      );
      return {
        state: step.state,
        reports: [
          ...again.map(({ task }): RunEvent => ({ type: "republished", arm, task })),
          ...step.reports,
        ],
        send: [...again.map((task) => sending(queue, task, mode)), ...step.send],
      };
    }
    case "broker-lost":
      return stay(state.is === "ready" ? newPublisher(arm, queue) : state);
    case "confirmed":
      return stay(state, confirmation(arm, stimulus.message));
    case "refused": {
      const { message } = stimulus;
      return "task" in message
        ? stay(state, { type: "refused", arm, task: message.task })
        : stay(state);
    }
    case "returned": {
      const { replyCode, replyText, message } = stimulus;
      return stay(
        state,
        "task" in message
          ? { type: "returned", arm, task: message.task, replyCode, replyText }
          : { type: "astray-returned", arm, message: message.astray, replyCode, replyText },
      );
    }
    default:
      return assertNever(stimulus);
  }
}

function sent(
  state: PublisherState,
  tasks: readonly (readonly [NumberedTask, PublishingMode])[],
): PublisherStep {
  const { arm, queue: routingKey } = state;
  return {
    state,
    reports: tasks.map(([{ task, text, serviceMs }, { persistent }]) => ({
      type: "published",
      arm,
      task,
      text,
      serviceMs,
      persistent,
    })),
    send: tasks.map(([task, mode]) => sending(routingKey, task, mode)),
  };
}

function sending(
  routingKey: string,
  { task, text, serviceMs }: SentBefore,
  { persistent, confirms }: PublishingMode,
): Sending {
  const headers = serviceMs === null ? {} : serviceHeaders({ text, serviceMs });
  const message = { task };
  return { message, routingKey, text, headers, persistent, mandatory: true, confirms };
}

function sentAstray(
  state: PublisherState,
  {
    astray: { message, text, mandatory },
    mode: { confirms },
  }: Extract<PublisherStimulus, { readonly type: "publish-astray" }>,
): PublisherStep {
  const { arm, queue } = state;
  const routingKey = `${queue}-typo`;
  return {
    state,
    reports: [{ type: "published-astray", arm, message, text, routingKey, mandatory }],
    send: [
      {
        message: { astray: message },
        routingKey,
        text,
        headers: {},
        persistent: false,
        mandatory,
        confirms,
      },
    ],
  };
}

function confirmation(arm: ArmId, message: Named): RunEvent {
  return "task" in message
    ? { type: "confirmed", arm, task: message.task }
    : { type: "astray-confirmed", arm, message: message.astray };
}

function stay(state: PublisherState, ...reports: readonly RunEvent[]): PublisherStep {
  return { state, reports, send: [] };
}
