import { expect, it } from "vitest";
import { armAfter } from "#tests/support/arm-after.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { deliveryGap } from "./delivery-gap.ts";
import type { ArmState } from "./run-state.ts";

/** Eight tasks of 2 s by one worker, a second between each ack and the next delivery. */
const log = drawLog(`A.queue ${"p".repeat(8)}\nA.w1 ${"rs . d ".repeat(8)}`, {
  strategies: { A: WAIT_FOR_ACK },
});

/** As many more times did it go on, for no time at all, with what the broker had given to others. */
function withLateWork(arm: ArmState): ArmState {
  let { attempts } = arm;
  for (const attempt of arm.attempts.toArray()) {
    const { endedAtMs } = attempt;
    attempts = attempts.append({ ...attempt, late: true, startedAtMs: endedAtMs, ackedAtMs: null });
  }
  return { ...arm, attempts };
}

it("is measured by deliveries: late work is none", () => {
  const arm = armAfter(log);
  const gap = { prefetch: 1, gapMs: 1000, serviceMs: 2000 };
  expect(deliveryGap(arm)).toEqual(gap);
  expect(deliveryGap(withLateWork(arm))).toEqual(gap);
});
