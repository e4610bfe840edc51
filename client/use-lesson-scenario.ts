import { useEffect, useRef, useState } from "react";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { LabSession } from "./lab-session.ts";
import { useStore } from "./use-store.ts";

/** Gives a lab of one's own a lesson's scenario, once. @returns whether it has it. */
export function useLessonScenario({ connection, plan }: LabSession, scenario: Scenario): boolean {
  const { role } = useStore(connection);
  const isAsked = useRef(false);
  const [isSet, setIsSet] = useState(false);
  useEffect(() => {
    if (role !== "host" || isAsked.current) return;
    isAsked.current = true;
    void plan.edit(scenario).then((answer) => {
      setIsSet(answer.ok);
    });
  }, [role, plan, scenario]);
  return isSet;
}
