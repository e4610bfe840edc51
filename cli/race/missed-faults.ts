import type { Fault } from "#shared/scenario/scenario.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";

/** Faults of the plan that did not come to pass: the run was over before, or their worker was nowhere there. */
export function missedFaults({ scenario, arms, atMs }: RunState): readonly Fault[] {
  return (scenario?.faults ?? []).filter((fault) => {
    if (fault.atMs > atMs) return true;
    if (fault.type !== "act-on-worker") return false;
    // A worker that is away can be restarted.
    return fault.action.type !== "restart" && !arms.some((arm) => wasThere(arm, fault));
  });
}

function wasThere(
  { workers, earlierStays }: ArmState,
  { worker, atMs }: Extract<Fault, { readonly type: "act-on-worker" }>,
): boolean {
  return [...earlierStays, ...workers].some(
    (stay) =>
      stay.worker === worker &&
      stay.joinedAtMs <= atMs &&
      (stay.leftAtMs === null || stay.leftAtMs >= atMs),
  );
}
