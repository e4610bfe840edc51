import type { Logged } from "../../run-log/run-event.ts";
import type { ArmState, AstrayMessage } from "../run-state.ts";

type Of<Type extends Logged["type"]> = Extract<Logged, { type: Type }>;

/** @throws when they are not published in the order of their numbers. */
export function published(arm: ArmState, event: Of<"published-astray">): ArmState {
  const { message, text, routingKey, mandatory } = event;
  if (message !== arm.astray.length + 1) {
    throw new Error(`Arm ${arm.arm}: message ${message} astray after ${arm.astray.length} others`);
  }
  const sent = { message, text, routingKey, mandatory, confirmed: false, returned: null };
  return { ...arm, astray: [...arm.astray, sent] };
}

export function confirmed(arm: ArmState, { message }: Of<"astray-confirmed">): ArmState {
  return edit(arm, message, { confirmed: true });
}

export function returned(arm: ArmState, event: Of<"astray-returned">): ArmState {
  const { message, replyCode, replyText } = event;
  return edit(arm, message, { returned: { replyCode, replyText } });
}

function edit(arm: ArmState, message: number, change: Partial<AstrayMessage>): ArmState {
  const astray = arm.astray.map((one) => (one.message === message ? { ...one, ...change } : one));
  return { ...arm, astray };
}
