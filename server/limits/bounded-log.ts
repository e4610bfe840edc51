import type { WallClock } from "#shared/kernel/wall-clock.ts";
import { TokenBucket, type Rate } from "./token-bucket.ts";

/** Whoever looks at the log sees the first of what goes wrong, and that it goes on. */
const RATE: Rate = { burst: 100, perSecond: 0.2 };
const TELL_AFTER_MS = 60_000;

export interface BoundedLogDeps {
  readonly write: (...parts: readonly unknown[]) => void;
  readonly wall: WallClock;
  /** @param lines left out since it was last said. */
  readonly leftOut: (lines: number) => string;
}

/**
 * What is written to the log, but not without end: strangers can make Next, or us, write a line with every request, and
 * so fill a disk.
 */
export function boundedLog({ write, wall, leftOut }: BoundedLogDeps): BoundedLogDeps["write"] {
  const bucket = new TokenBucket(RATE, () => wall.nowMs());
  let lines = 0;
  return (...parts) => {
    if (bucket.take()) {
      write(...parts);
      return;
    }
    lines++;
    if (lines > 1) return;
    wall.setTimer(TELL_AFTER_MS, () => {
      write(leftOut(lines));
      lines = 0;
    });
  };
}
