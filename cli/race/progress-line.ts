import type { Run } from "#server/runs/run.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import type { RunState } from "#shared/run/run-state.ts";

const REWRITE = "\r\u001B[K";
const PROGRESS_EVERY_MS = 100;

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

/** Keeps a line up to date where somebody looks at it. @returns a function that takes it away. */
export function showProgress(cli: TerminalMessages["cli"], run: Run): () => void {
  const terminal = process.stderr;
  if (!terminal.isTTY) return () => undefined;
  const timer = setInterval(() => {
    terminal.write(progressLine(cli, run.recorder.state, run.pace.reading.labMs));
  }, PROGRESS_EVERY_MS);
  return () => {
    clearInterval(timer);
    terminal.write(REWRITE);
  };
}
