import { after, lasting, moment, type AtMs, type ForMs } from "../kernel/moment.ts";
import type { ArmState } from "../run/run-state.ts";
import type { Arm, Scenario } from "../scenario/scenario.ts";
import { inPublicationOrder } from "../scenario/workload.ts";
import { capacityOf } from "./capacity.ts";

export interface LowerBound {
  readonly forMs: ForMs;
  /** So long after the first publication. */
  readonly atMs: AtMs;
}

interface Release {
  readonly atMs: AtMs;
  readonly workMs: number;
}

/**
 * "No schedule can beat this": the greatest of max x / max speed and, over every release
 * time s, the time from the first publish until the live workers can have done all that is
 * published at s or later. `null` without tasks, or when the workers there are never can.
 */
export function lowerBound(arm: ArmState, scenario: Scenario): LowerBound | null {
  const releases = releasesOf(arm, scenario);
  const first = releases[0];
  if (!first) return null;
  const capacity = capacityOf(arm, plannedWorkers(arm, scenario));

  let boundMs = 0;
  let workMs = 0;
  for (const release of releases.toReversed()) {
    workMs += release.workMs;
    boundMs = Math.max(
      boundMs,
      release.workMs / capacity.maxSpeed,
      capacity.earliestEnd(release.atMs, workMs) - first.atMs,
    );
  }
  if (!Number.isFinite(boundMs)) return null;
  return { forMs: lasting(boundMs), atMs: after(first.atMs, lasting(boundMs)) };
}

export function plannedWorkers({ arm }: ArmState, scenario: Scenario): Arm["workers"] {
  return scenario.arms.find((planned) => planned.arm === arm)?.workers ?? [];
}

/** Tasks published, and those planned that are not yet, by time. A task returned asks for no work. */
function releasesOf({ tasks }: ArmState, { workload }: Scenario): readonly Release[] {
  const published = tasks
    .filter(({ place }) => place !== "returned")
    .map(({ publishedAtMs, serviceMs }) => ({ atMs: publishedAtMs, workMs: serviceMs }));
  const planned = inPublicationOrder(workload)
    .slice(tasks.length)
    .map(({ publishAtMs, serviceMs }) => ({ atMs: moment(publishAtMs), workMs: serviceMs }));
  return [...published, ...planned].sort((a, b) => a.atMs - b.atMs);
}
