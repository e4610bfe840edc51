"use client";
import { lazy, Suspense } from "react";
import { useLabSession } from "#client/use-lab-session.ts";
import { usePreferences, wantsLessMotion } from "#client/use-preferences.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import { OpenLab } from "./open-lab.tsx";
import { useStore } from "#client/use-store.ts";
import { CannotCreate } from "./cannot-create.tsx";

const LabGone = lazy(() =>
  import("./lab-gone.tsx").then(({ LabGone: gone }) => ({ default: gone })),
);

interface LabScreenProps {
  /** The lab to join, or `null` for a new one. */
  readonly labId: LabId | null;
}

/** A lab: joined by its address, or made on the spot. */
export function LabScreen({ labId }: LabScreenProps) {
  const [preferences, preferenceStore] = usePreferences();
  const opened = useLabSession(labId, wantsLessMotion, showInAddressBar);
  const { link } = useStore(opened.session.connection);

  if (link.state === "broken") throw link.error;
  if (link.state === "refused") {
    return (
      <Suspense>
        <LabGone labId={opened.labId} problem={link.problem} />
      </Suspense>
    );
  }
  return (
    <>
      {opened.problem !== null && <CannotCreate problem={opened.problem} onRetry={opened.retry} />}
      <OpenLab
        session={opened.session}
        isNew={labId === null}
        preferences={preferences}
        preferenceStore={preferenceStore}
      />
    </>
  );
}

function showInAddressBar(labId: LabId): void {
  window.history.replaceState(null, "", `/lab/${labId}`);
}
