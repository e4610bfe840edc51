import { after, between, lasting, moment, NEVER, type AtMs, type ForMs } from "../kernel/moment.ts";
import type { ArmState } from "../run/run-state.ts";
import type { Arm, Scenario } from "../scenario/scenario.ts";
import { stillPlanned } from "../scenario/workload.ts";
import { capacityOf } from "./capacity.ts";
import { endOn, kindOf, machinesOf, type Machine } from "./machines.ts";

export interface LowerBound {
  readonly forMs: ForMs;
  /** So long after the first publication. */
  readonly atMs: AtMs;
}

/** Work that may begin from a moment on. */
export interface Release {
  readonly atMs: AtMs;
  readonly workMs: number;
}

/** What is to be done, in order of release, and who there is to do it. */
export interface Schedulable {
  readonly releases: readonly Release[];
  readonly machines: readonly Machine[];
}

/** `null` without tasks, with one whose size nobody knows, or when the workers there are never can do them. */
export function lowerBound(arm: ArmState, scenario: Scenario): LowerBound | null {
  const work = schedulable(arm, scenario);
  const [first] = work?.releases ?? [];
  const forMs = work && boundOf(work);
  return forMs === null || !first ? null : { forMs, atMs: after(first.atMs, forMs) };
}

/**
 * "No schedule can beat this", from the first release: the greatest of
 * - a task's end on the worker that would have it done first, alone;
 * - over every release time s, until the live workers can have done all that is released from s on;
 * - and, for each k ≥ 1: of the km + 1 largest of these, m hands must leave k + 1 to one of them.
 */
export function boundOf({ releases, machines }: Schedulable): ForMs | null {
  const [first] = releases;
  if (!first) return null;
  const capacity = capacityOf(machines);
  const hands = new Set(machines.map(({ worker, hand }) => `${hand} ${worker}`)).size;
  const alone = aloneOn(machines);

  let endMs: AtMs = first.atMs;
  let workMs = 0;
  for (const [i, release] of releases.toReversed().entries()) {
    workMs += release.workMs;
    endMs = maximum(endMs, alone(release));
    // All that is released at the same moment counts from it.
    if (releases[releases.length - 2 - i]?.atMs === release.atMs) continue;
    endMs = maximum(endMs, capacity.earliestEnd(release.atMs, workMs));
    if (releases.length > MOST_FOR_PILES && release.atMs > first.atMs) continue;
    const pileMs = largestPile(releases.slice(-1 - i), hands) / capacity.maxSpeed;
    endMs = maximum(endMs, after(release.atMs, lasting(pileMs)));
  }
  return Number.isFinite(endMs) ? between(first.atMs, endMs) : null;
}

/** With more tasks their piles are weighed once, all together: each release time again takes too long. */
const MOST_FOR_PILES = 500;

const maximum = (a: AtMs, b: AtMs): AtMs => (a > b ? a : b);

/** When a task would be done if its best worker had nothing else. Equal workers are asked once. */
function aloneOn(machines: readonly Machine[]): (release: Release) => AtMs {
  const kinds = [...new Map(machines.map((machine) => [kindOf(machine), machine])).values()];
  return ({ atMs, workMs }) =>
    kinds.reduce((best, machine) => {
      const endMs = endOn(machine, atMs, workMs);
      return endMs < best ? endMs : best;
    }, NEVER);
}

/**
 * The greatest sum of the (km − k + 1)-th to (km + 1)-th largest: k + 1 of the km + 1 largest fall to
 * one hand, and these are the least it can be.
 */
function largestPile(releases: readonly Release[], hands: number): number {
  // In a typed array numbers are sorted as such, and ten times as fast.
  const sorted = Float64Array.from(releases, ({ workMs }) => workMs)
    .sort()
    .reverse();
  const sums = [0];
  for (const [i, value] of sorted.entries()) sums.push((sums[i] ?? 0) + value);
  let most = 0;
  for (let k = 1; hands > 0 && k * hands < sorted.length; k++) {
    const pile = (sums[k * hands + 1] ?? 0) - (sums[k * hands - k] ?? 0);
    most = Math.max(most, pile);
  }
  return most;
}

export function plannedWorkers({ arm }: ArmState, scenario: Scenario): Arm["workers"] {
  return scenario.arms.find((planned) => planned.arm === arm)?.workers ?? [];
}

/**
 * Tasks published, and those planned that are not yet; one the queue never had, or has no longer, asks for no work.
 *
 * @returns `null` while nobody knows how long one of them takes.
 */
export function schedulable(arm: ArmState, scenario: Scenario): Schedulable | null {
  const published: Release[] = [];
  const oursAtMs: AtMs[] = [];
  for (const { place, publishedAtMs: atMs, serviceMs, outside } of arm.tasks) {
    if (!outside) oursAtMs.push(atMs);
    if (place === "returned" || place === "missing" || place === "refused") continue;
    if (serviceMs === null) return null;
    published.push({ atMs, workMs: serviceMs });
  }
  const planned = stillPlanned(scenario.workload, oursAtMs).map(({ publishAtMs, serviceMs }) => ({
    atMs: moment(publishAtMs),
    workMs: serviceMs,
  }));
  return {
    releases: [...published, ...planned].sort((a, b) => a.atMs - b.atMs),
    machines: machinesOf(arm, plannedWorkers(arm, scenario)),
  };
}
