import type { Logged } from "../../run-log/run-event.ts";
import { queueSettingsOf } from "../../scenario/queue-settings.ts";
import type { BurstState } from "../burst.ts";
import type { ArmState } from "../run-state.ts";

type Of<Type extends Logged["type"]> = Extract<Logged, { type: Type }>;

export function begun(arm: ArmState, event: Of<"burst-begun">): ArmState {
  const { count, persistent, confirms } = event;
  const mode = { ...queueSettingsOf(event), persistent, confirms };
  const nothing = { sent: 0, confirmed: 0, answered: false, outage: false, counted: false };
  return {
    ...arm,
    burst: { count, ...mode, ...nothing, survived: null },
  };
}

export function sent(arm: ArmState, { sent }: Of<"burst-sent">): ArmState {
  return edit(arm, { sent });
}

export function confirmed(arm: ArmState, { confirmed }: Of<"burst-confirmed">): ArmState {
  return edit(arm, { confirmed });
}

export function answered(arm: ArmState): ArmState {
  return edit(arm, { answered: true });
}

export function counted(arm: ArmState, { survived }: Of<"burst-counted">): ArmState {
  return edit(arm, { counted: true, survived });
}

/** The broker is gone: what it had not written down goes with it. */
export function interrupted(arm: ArmState): ArmState {
  return arm.burst === null || arm.burst.counted ? arm : edit(arm, { outage: true });
}

/** @throws when none was begun. */
function edit(arm: ArmState, change: Partial<BurstState>): ArmState {
  if (arm.burst === null) throw new Error(`Arm ${arm.arm} has begun no burst`);
  return { ...arm, burst: { ...arm.burst, ...change } };
}
