import { pause } from "#shared/kernel/wall-clock.ts";
import type { CountMismatch, RunEvent, RunOutcome } from "#shared/run-log/run-event.ts";
import type { ArmGroup } from "./arm-group.ts";
import type { RunBroker, RunPorts } from "./run-options.ts";

/** How long a run that ends while the broker is away waits for it: longer than a restart takes, where somebody waits for the end. */
const PATIENCE_MS = { asked: 8000, unasked: 60_000 };

export interface SettleDeps extends Pick<RunPorts, "wall" | "brokerBack"> {
  readonly report: (event: RunEvent) => void;
}

/**
 * Sends the workers home, compares the log's counts with the broker's own and deletes the queues. When the broker is
 * away, or goes meanwhile, it is waited for; what it could not be asked by then is told as uncounted.
 */
export async function settle(
  arms: ArmGroup,
  outcome: RunOutcome,
  deps: SettleDeps,
): Promise<readonly CountMismatch[]> {
  const { wall } = deps;
  const patienceMs = PATIENCE_MS[outcome === "finished" ? "unasked" : "asked"];
  const giveUpMs = wall.nowMs() + patienceMs;
  const cancel = wall.setTimer(patienceMs, () => {
    arms.giveUp(`no answer within ${patienceMs / 1000} s`);
  });
  for (;;) {
    const mismatches = await arms.settle();
    if (arms.areCleanedUp || wall.nowMs() >= giveUpMs) {
      cancel();
      return mismatches;
    }
    await reach(arms, giveUpMs, deps);
  }
}

/** Its queues as they are now: what the broker lost is told, nobody is let in. */
async function reach(
  arms: ArmGroup,
  giveUpMs: number,
  { wall, brokerBack, report }: SettleDeps,
): Promise<void> {
  const tooLong = pause(wall, Math.max(0, giveUpMs - wall.nowMs())).then(() => null);
  const broker = await Promise.race<RunBroker | null>([brokerBack(), tooLong]);
  if (!broker) return;
  try {
    await arms.connect(broker.url);
    report({ type: "broker-started", broker: broker.identity });
    const messageCounts = await arms.declare();
    if (messageCounts) await arms.account(messageCounts, true);
  } catch {
    // Lost again: it is looked for again.
  }
}
