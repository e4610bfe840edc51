import { setTimeout as delay } from "node:timers/promises";

const STEP_MS = 20;

/** Waits until `check` no longer throws. @throws what it threw last, when time is up. */
export async function eventually(
  check: () => void | Promise<void>,
  { withinMs = 30_000 }: { readonly withinMs?: number } = {},
): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
      await delay(STEP_MS);
    }
  }
}
