import type { ReturnCounts } from "#shared/run-log/run-event.ts";

/** How often a delivery came back before, as its headers say: "x-delivery-count 2". */
export function returnsWords({
  acquiredCount = 0,
  deliveryCount = 0,
  deathCount = 0,
}: ReturnCounts) {
  return [
    ...(acquiredCount > 0 ? [`x-acquired-count ${acquiredCount}`] : []),
    ...(deliveryCount > 0 ? [`x-delivery-count ${deliveryCount}`] : []),
    ...(deathCount > 0 ? [`x-death ${deathCount}`] : []),
  ];
}
