import type { ArmState } from "../run/run-state.ts";
import { deliveriesOf, type DeliveriesByTask } from "./place-changes.ts";
import { busySpans, upSpans, type SpansByWorker } from "./stays.ts";

/** What more than one measure of an arm is taken from: of many tasks it is gathered once. */
export interface Traces {
  readonly deliveries: DeliveriesByTask;
  readonly up: SpansByWorker;
  readonly busy: SpansByWorker;
}

export function tracesOf(arm: ArmState): Traces {
  const up = upSpans(arm);
  return { deliveries: deliveriesOf(arm), up, busy: busySpans(arm, up) };
}
