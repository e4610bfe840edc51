import type { ArmState } from "./run-state.ts";

/** Messages the queue must count once every consumer has gone: what is ready, and what would be again. */
export function brokerExpectedCount(arm: ArmState): number {
  return arm.ready.length + arm.unacked;
}
