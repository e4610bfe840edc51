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

/** Half a second and more of what is measured may be the wire's: worth a warning. */
const MUCH_MS = 500;

export function isTooFast(speed: number): boolean {
  return MS_PER_SPEED * speed >= MUCH_MS;
}

/** What deliveries on the wire cost, where it is worth a word; else `null`. It grows with the speed. */
export function noticeableWireMs(arm: Pick<ArmMetrics, "onWireMs"> | undefined): ForMs | null {
  return arm && arm.onWireMs >= toleranceMs(1) ? arm.onWireMs : null;
}

/** What the broker itself took, where it is worth a word; else `null`. */
export function noticeableDelayMs(brokerDelayMs: ForMs, speed: number): ForMs | null {
  return brokerDelayMs >= toleranceMs(speed) ? brokerDelayMs : null;
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
