import { useMemo } from "react";
import { NO_RUN } from "#shared/run/no-run.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { View } from "#client/time/playback-clock.ts";
import type { LabInHand } from "#client/use-lab.ts";
import { useSelected, useStore } from "#client/use-store.ts";

export interface ViewedRun {
  /** The run at the viewed moment; empty when there is none, or the plan is a new one by now. */
  readonly run: RunState;
  /** The run as it is by now, whatever moment is looked at. */
  readonly latest: RunState;
  readonly view: View;
  readonly isShown: boolean;
  readonly eventCount: number;
  /** The moment looked at has not come from the server yet: what is shown is from before it. */
  readonly isLoading: boolean;
}

/** The run as the picture shows it. Changes with events and with the view, not with every frame. */
export function useViewedRun({
  log,
  clock,
  plan,
}: Pick<LabInHand, "log" | "clock" | "plan">): ViewedRun {
  const { state: latest, count, runId } = useStore(log);
  const isNew = useSelected(plan, (snapshot) => snapshot.isNew);
  const view = useStore(clock);
  const isShown = runId !== null && !isNew;
  const wanted = view.following ? count : log.countAt(view.atMs);
  const isLoading = !view.following && log.isMissingAt(view.atMs);

  return useMemo(
    () => ({
      run: isShown ? log.stateAfter(wanted) : NO_RUN,
      latest,
      view,
      isShown,
      eventCount: count,
      isLoading,
    }),
    [log, latest, view, isShown, count, wanted, isLoading],
  );
}
