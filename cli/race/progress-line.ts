import type { TerminalMessages } from "#shared/messages/terminal.ts";
import type { RunState } from "#shared/run/run-state.ts";

const REWRITE = "\r\u001B[K";

/** One line that says how far every arm is, over the one before it. */
export function progressLine(
  cli: TerminalMessages["cli"],
  { arms, scenario }: RunState,
  labMs: number,
): string {
  const planned = scenario?.workload.length ?? 0;
  const each = arms.map(({ arm, counts, tasks }) =>
    cli.progressArm(arm, counts.done, Math.max(planned, tasks.length)),
  );
  return `${REWRITE}${cli.progress((labMs / 1000).toFixed(1), each.join("  "))}`;
}

export const endOfProgress = REWRITE;
