import type { RunId } from "#shared/run-log/run-event.ts";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { BrokerSource } from "#server/broker/broker-source.ts";
import { Run } from "#server/runs/run.ts";

export interface RacePorts {
  readonly wall: WallClock;
  readonly broker: BrokerSource;
  readonly runId: RunId;
  /** Ends the run before its time. */
  readonly interrupt: AbortSignal;
  /** Told of the run before it starts. */
  readonly onRun: (run: Run) => void;
}

/** Runs one race to its end. @returns the run, closed; or why the broker could not be used. */
export async function runRace(
  { scenario, speed }: { readonly scenario: Scenario; readonly speed: number },
  { wall, broker: source, runId, interrupt, onRun }: RacePorts,
): Promise<Result<Run, string>> {
  const { broker, status } = source;
  if (!broker) return fail(status.state === "down" ? status.reason : status.state);
  let closed = () => {
    // Replaced before anything can happen.
  };
  const over = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const run = new Run(
    { runId, owner: "race", scenario, speed, broker },
    {
      wall,
      brokerBack: () => source.brokerBack(),
      restartBroker: (kill) => source.restart(kill),
      onEvent: () => undefined,
      onPhase: (phase) => {
        if (phase === "closed") closed();
      },
    },
  );
  onRun(run);
  const started = await run.start();
  if (!started.ok) return fail(started.error);
  const stop = () => void run.stop();
  if (interrupt.aborted) stop();
  interrupt.addEventListener("abort", stop);
  await over;
  return ok(run);
}
