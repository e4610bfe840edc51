import { vi } from "vitest";

/** Waits until `check` no longer throws. @throws what it threw last, when time is up. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 20 });
}
