import { useEffect, useEffectEvent, useState } from "react";
import type { LabId } from "#shared/protocol/lab-state.ts";
import { createLab, type CreateLabProblem } from "./connection/create-lab.ts";
import { createLabSession, type LabSession } from "./lab-session.ts";

export interface OpenedLab {
  readonly session: LabSession;
  /** `null` until the server has made one. */
  readonly labId: LabId | null;
  readonly problem: CreateLabProblem | null;
  readonly retry: () => void;
}

/**
 * A session with a lab: the one named, or a new one.
 *
 * @param onCreated told of a new one's name, once.
 */
export function useLabSession(
  named: LabId | null,
  wantsLessMotion: () => boolean,
  onCreated: (labId: LabId) => void,
): OpenedLab {
  const [session] = useState(() => createLabSession(wantsLessMotion));
  const [created, setCreated] = useState<LabId | null>(null);
  const [problem, setProblem] = useState<CreateLabProblem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const labId = named ?? created;

  const tell = useEffectEvent(onCreated);
  useEffect(() => {
    if (labId !== null) return undefined;
    let isWanted = true;
    // Deferred, so that React's second mount in development asks for no second lab.
    const asking = setTimeout(() => {
      void createLab().then((answer) => {
        if (!isWanted) return;
        if (!answer.ok) {
          setProblem(answer.error);
          return;
        }
        tell(answer.value);
        setProblem(null);
        setCreated(answer.value);
      });
    });
    return () => {
      isWanted = false;
      clearTimeout(asking);
    };
  }, [labId, attempt]);

  useEffect(() => (labId === null ? undefined : session.connection.open(labId)), [session, labId]);

  return {
    session,
    labId,
    problem,
    retry: () => {
      setAttempt((count) => count + 1);
    },
  };
}
