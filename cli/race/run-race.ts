import type { BrokerSource } from "#server/broker/broker-source.ts";
import { Run } from "#server/runs/run.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { Logged, RunId } from "#shared/run-log/run-event.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { standstillsOf } from "#shared/run/standstill.ts";
import { moment, type AtMs } from "#shared/kernel/moment.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";

export interface RaceDeps {
  readonly wall: WallClock;
  readonly broker: BrokerSource;
  readonly runId: RunId;
  /** Ends the run before its time. */
  readonly interrupt: AbortSignal;
  /** Told of the run before it starts. */
  readonly onRun: (run: Run) => void;
  readonly onEvent: (event: Logged) => void;
}

export interface RacePlan {
  readonly scenario: Scenario;
  readonly speed: number;
  /** Lab ms after which it ends, however far it is; `null` to let it end by itself. */
  readonly endAtMs: number | null;
}

/** How it ended: `failed` when the broker refused something. */
export type RaceOutcome = "finished" | "time-up" | "standing-still" | "interrupted" | "failed";

export interface Raced {
  readonly run: Run;
  readonly outcome: RaceOutcome;
  /** When it was decided to end it: who stood still then has been sent home since. */
  readonly before: RunState;
  readonly decidedAtMs: AtMs;
}

const LOOK_EVERY_MS = 100;
/** What stands still this long won't move: a worker that is restarted is back by then. */
const STILL_LOOKS = 8;

/** Runs one race to its end, or until it can't have one. @returns why the broker could not be used, else. */
export async function runRace(
  { scenario, speed, endAtMs }: RacePlan,
  { wall, broker: source, runId, interrupt, onRun, onEvent }: RaceDeps,
): Promise<Result<Raced, string>> {
  const { broker, status } = source;
  if (!broker) return fail(status.state === "down" ? status.reason : status.state);
  let closed = () => {
    // Replaced before anything can happen.
  };
  const over = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const run = new Run(
    { runId, owner: "race", scenario, speed, broker, ...(endAtMs !== null && { endAtMs }) },
    {
      wall,
      follow: source.follow,
      brokerBack: () => source.brokerBack(),
      restartBroker: (kill) => source.restart(kill),
      observers: [{ onEvent }],
      onPhase: (phase) => {
        if (phase === "closed") closed();
      },
    },
  );
  onRun(run);
  const prepared = await run.prepare();
  if (!prepared.ok) return prepared;
  await run.start();
  /** The first reason is the one. */
  const reasons: Omit<Raced, "run">[] = [];
  const stop = (outcome: RaceOutcome) => {
    reasons.push({
      outcome,
      before: run.recorder.state,
      decidedAtMs: moment(run.pace.reading.labMs),
    });
    void run.stop();
  };
  const interrupted = () => {
    stop("interrupted");
  };
  if (interrupt.aborted) interrupted();
  interrupt.addEventListener("abort", interrupted);
  const watch = watchStandstill(run, () => {
    stop("standing-still");
  });
  await over;
  clearInterval(watch);
  const { state } = run.recorder;
  const byItself = { outcome: outcomeOf(state), before: state, decidedAtMs: state.atMs };
  return ok({ run, ...(reasons[0] ?? byItself) });
}

/** Looks now and then whether anything can still happen. */
function watchStandstill(run: Run, onStill: () => void) {
  let looks = 0;
  return setInterval(() => {
    const { recorder, pace } = run;
    const nowMs = moment(pace.reading.labMs);
    const isStill = pace.phase === "running" && standstillsOf(recorder.state, nowMs).length > 0;
    looks = isStill ? looks + 1 : 0;
    if (looks === STILL_LOOKS) onStill();
  }, LOOK_EVERY_MS);
}

/** Of a run that is closed. */
export function outcomeOf({ outcome }: RunState): RaceOutcome {
  return outcome === "finished" ? "finished" : outcome === "stopped" ? "time-up" : "failed";
}
