import { nearestRelease } from "#broker/core/release.ts";
import type { AtMs } from "#shared/kernel/moment.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Logged, RunEvent } from "#shared/run-log/run-event.ts";
import { Stamp } from "#shared/run-log/stamp.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { inPublicationOrder } from "#shared/scenario/workload.ts";
import type { Choose } from "./agenda.ts";
import { LogFollower, receiversIn } from "./follow-log.ts";
import { GuidedTurns } from "./guided-turns.ts";
import type { NewDispatcher } from "./simulated-queue.ts";
import { Simulation, type Delays } from "./simulation.ts";
import { PATIENCE_MS } from "#workers/machine/patience.ts";
import { asEvents, tellOf, type Sink } from "./sink.ts";

export interface SimulationOptions extends Partial<Delays> {
  readonly scenario: Scenario;
  /**
   * What has happened already: not told again. It is followed to its end (who got what, credit, turns, buffers, work
   * left), whoever decides; from there on it is simulated.
   */
  readonly upTo?: readonly Logged[];
  /** Whose rules the broker keeps: the nearest known one's; unset, the release of `upTo`, else the default. */
  readonly release?: BrokerRelease | null;
  /** Who decides who gets the next message, one for each arm; as RabbitMQ does it unless set. */
  readonly newDispatcher?: NewDispatcher;
  /** Asked what comes first of what happens at one moment, in place of DS1 to DS4. */
  readonly choose?: Choose;
  /** Later than that, nothing happens. */
  readonly untilMs?: number;
}

/** How long the broker believes in a silent worker, lab ms at that speed. */
export function patienceAt(speed: number): number {
  return PATIENCE_MS * speed;
}

const DELAYS: Delays = { ackDelayMs: 0, deliveryDelayMs: 0, patienceMs: patienceAt(1) };

/**
 * Runs a scenario in virtual time: the broker's own core, the workers' own machine, nobody's clock.
 *
 * @param report told of every event as it happens, with its lab time.
 * @returns whether every task has met its end; otherwise the run stands still, or `untilMs` was reached.
 */
export function simulate(
  options: SimulationOptions,
  report: (event: RunEvent, atMs: AtMs) => void,
): boolean {
  return simulateInto(asEvents(report), options);
}

/** The same for who does not need events: several times as quick. */
export function simulateInto(
  sink: Sink,
  { scenario, upTo, release = releaseIn(upTo), newDispatcher, choose, ...rest }: SimulationOptions,
): boolean {
  const { untilMs, ...given } = rest;
  const delays = { ...DELAYS, ...given };
  const rules = nearestRelease(release);
  if (upTo === undefined) {
    const deps = { choose, sink, newDispatcher: () => newDispatcher, release: rules };
    const simulation = new Simulation(scenario, delays, deps);
    simulation.open();
    simulation.schedule(inPublicationOrder(scenario.workload), scenario.faults);
    return simulation.run(untilMs);
  }
  const follower = new LogFollower(upTo);
  const receivers = receiversIn(upTo);
  let report: (event: RunEvent, atMs: AtMs) => void = follower.note;
  const simulation = new Simulation(scenario, delays, {
    choose,
    sink: asEvents((event, atMs) => {
      report(event, atMs);
    }),
    newDispatcher: (arm) => (kind) => new GuidedTurns(receivers(arm), kind),
    release: rules,
  });
  for (const arm of simulation.arms) arm.declare();
  const untold = follower.follow(simulation);
  report = (event, atMs) => {
    tellOf(event, atMs, sink);
  };
  for (const event of untold) report(event, simulation.agenda.nowMs);
  follower.endOutage(simulation);
  for (const arm of simulation.arms) arm.joinFirst();
  follower.evenOut(simulation);
  simulation.schedule(follower.restOf(simulation), follower.faultsAfter(simulation));
  return simulation.run(untilMs);
}

function releaseIn(log: readonly Logged[] = []): BrokerRelease | null {
  const [opened] = log;
  return opened?.type === "run-opened" ? opened.release : null;
}

/** The log such a run writes. */
export function simulatedLog(options: SimulationOptions): readonly Logged[] {
  const log: Logged[] = [];
  const stamp = new Stamp();
  simulate(options, (event, atMs) => {
    const logged = stamp.put(event, atMs);
    if (logged) log.push(logged);
  });
  return log;
}
