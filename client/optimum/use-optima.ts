import { useEffect, useMemo } from "react";
import { useStore } from "#client/use-store.ts";
import type { ForMs } from "#shared/kernel/moment.ts";
import { schedulable, type Schedulable } from "#shared/metrics/lower-bound.ts";
import { MOST_TASKS_FOR_OPTIMUM } from "#shared/metrics/optimum.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario } from "#shared/scenario/scenario.ts";
import { createOptima, keyOf, type FindOptimum } from "./optima.ts";

/** The best any schedule could do, of each arm that is small enough and whose tasks are all published. */
export function useOptima({ arms, scenario }: RunState): ReadonlyMap<ArmId, ForMs> {
  const questions = useMemo(
    () =>
      arms.flatMap((arm) => {
        const work = scenario && question(arm, scenario);
        return work === null ? [] : [{ arm: arm.arm, work }];
      }),
    [arms, scenario],
  );
  useEffect(() => {
    for (const { work } of questions) optima.ask(work);
  }, [questions]);
  const known = useStore(optima.known);
  return useMemo(
    () =>
      new Map(
        questions.flatMap(({ arm, work }) => {
          const forMs = known.get(keyOf(work)) ?? null;
          return forMs === null ? [] : [[arm, forMs] as const];
        }),
      ),
    [questions, known],
  );
}

/** While tasks are to come their moments still change, and with each the question. */
function question(arm: ArmState, scenario: Scenario): Schedulable | null {
  const { length } = arm.tasks;
  if (length === 0 || length < arm.planned || length > MOST_TASKS_FOR_OPTIMUM) return null;
  return schedulable(arm, scenario);
}

/** In a thread that is begun with the first question, and each answer comes by a port of its own. */
function inWorker(): FindOptimum {
  let worker: Worker | undefined;
  return (work) =>
    new Promise((resolve) => {
      if (typeof Worker === "undefined") return;
      worker ??= new Worker(new URL("./optimum-worker.ts", import.meta.url), { type: "module" });
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }: MessageEvent<ForMs | null>) => {
        port1.close();
        resolve(data);
      };
      worker.postMessage(work, [port2]);
    });
}

const optima = createOptima(inWorker());
