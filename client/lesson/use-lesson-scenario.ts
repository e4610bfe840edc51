import { may } from "#shared/protocol/rights.ts";
import { useEffect, useRef, useState } from "react";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { LabSession } from "#client/lab-session.ts";
import { useStore } from "#client/use-store.ts";

/** Gives a lab of one's own a lesson's scenario, once. @returns whether it has it. */
export function useLessonScenario({ connection, plan }: LabSession, scenario: Scenario): boolean {
  const { roles } = useStore(connection);
  const isAsked = useRef(false);
  const [isSet, setIsSet] = useState(false);
  useEffect(() => {
    if (roles === null || !may(roles, "set-scenario") || isAsked.current) return;
    isAsked.current = true;
    void plan.send({ type: "set-scenario", scenario }).then((answer) => {
      setIsSet(answer.ok);
    });
  }, [roles, plan, scenario]);
  return isSet;
}
