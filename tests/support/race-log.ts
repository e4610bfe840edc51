import type { Logged, RunEvent, RunId, Seq } from "#shared/run-log/run-event.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { simulatedLog } from "#simulation/simulate.ts";

/**
 * The log of `scenario` as it is simulated, a finished run's with its workers sent home. A fixture: of run R1.
 *
 * @param untilMs leaves out what happens later; the run is then still on.
 */
export function raceLog(scenario: Scenario, { untilMs = Infinity } = {}): Logged[] {
  const log = simulatedLog({ scenario, untilMs }).map((event) =>
    event.type === "run-opened"
      ? { ...event, runId: "R1" as RunId, broker: { ...event.broker, version: "0" } }
      : event,
  );
  const closed = log.at(-1);
  if (closed?.type !== "run-closed") return log;
  const { atMs } = closed;
  const left = new Set(log.map((event) => stayOf(event, "worker-left")));
  const leaving = log.flatMap((event): RunEvent[] => {
    if (event.type !== "worker-joined" || left.has(stayOf(event, "worker-joined"))) return [];
    const { arm, worker } = event;
    return [{ type: "worker-left", arm, worker, how: "stopped" }];
  });
  const sentHome = leaving.map((event, i): Logged => ({ ...event, seq: next(log, i), atMs }));
  return [...log.slice(0, -1), ...sentHome, { ...closed, seq: next(log, leaving.length) }];
}

/** In the place of the event that closes the log. */
const next = (log: readonly Logged[], i: number) => (log.length + i) as Seq;

function stayOf(event: Logged, type: "worker-joined" | "worker-left"): string | null {
  return event.type === type ? `${event.arm} ${event.worker}` : null;
}
