import { lasting, type ForMs } from "../kernel/moment.ts";
import type { ArmMetrics } from "./arm-metrics.ts";

/** Timers and hand-overs that no measure sees, at a standstill and for each time the lab is faster. */
const BASE_MS = 40;
const MS_PER_SPEED = 25;

/**
 * Less lab time than this is the machine's doing, not the strategy's. A round trip takes the lab as
 * many times longer as it runs faster than the wall.
 */
export function toleranceMs(speed: number): ForMs {
  return lasting(BASE_MS + MS_PER_SPEED * speed);
}

/**
 * How far two finishes may be apart and still be the same: what no measure sees, or what deliveries
 * on the wire cost, whichever is more.
 */
export function sameWithinMs(
  speed: number,
  ...arms: readonly (Pick<ArmMetrics, "onWireMs"> | undefined)[]
): ForMs {
  return lasting(Math.max(toleranceMs(speed), ...arms.map((arm) => arm?.onWireMs ?? 0)));
}
