import type { CountMismatch, RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmGroup } from "./arm-group.ts";
import type { Patience } from "./patience.ts";
import type { RunBroker, RunPorts } from "./run-options.ts";

/** How long a run that ends while the broker is away waits for it: where somebody waits for the end, longer than a restart takes. */
export const PATIENCE_MS = { asked: 8000, unasked: 60_000 };

export interface SettleDeps extends Pick<RunPorts, "brokerBack"> {
  readonly report: (event: RunEvent) => void;
  readonly patience: Patience;
}

/**
 * Sends the workers home, compares the log's counts with the broker's own and deletes the queues. When the broker is
 * away, or goes meanwhile, it is waited for; what it could not be asked by then is told as uncounted.
 */
export async function settle(arms: ArmGroup, deps: SettleDeps): Promise<readonly CountMismatch[]> {
  const { patience } = deps;
  void patience.over.then(() => {
    arms.giveUp("it did not answer in time");
  });
  for (;;) {
    const mismatches = await arms.settle();
    if (arms.areCleanedUp || patience.isOver) {
      patience.end();
      return mismatches;
    }
    await reach(arms, deps);
  }
}

/** Its queues as they are now: what the broker lost is told, nobody is let in. */
async function reach(arms: ArmGroup, { patience, brokerBack, report }: SettleDeps): Promise<void> {
  const broker = await Promise.race<RunBroker | undefined>([
    brokerBack(),
    patience.over.then(() => undefined),
  ]);
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
