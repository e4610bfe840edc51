import { useMemo, type ComponentProps } from "react";
import { useLab } from "#client/use-lab.ts";
import { useForeseenFinish, useUnawaited } from "#client/plan/use-foreseen.ts";
import type { Remedy } from "#shared/run/remedy-of.ts";
import type { Standstill } from "#shared/run/standstill.ts";
import { lintPlan } from "#shared/scenario/lint-plan.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { ArenaFindings } from "./arena-findings.tsx";
import type { ArenaView } from "#components/stage/arena/arena-view.model.ts";
import { findingsIn } from "./findings-in.model.ts";

interface ArenaLintProps extends Pick<
  ComponentProps<typeof ArenaFindings>,
  "widthPx" | "canSteer" | "canAct"
> {
  readonly view: ArenaView;
  /** Why it can't end by itself. */
  readonly standstill: Standstill | null;
  readonly scenario: Scenario;
  /** Says nothing of settings that can't be changed here. */
  readonly plain: boolean;
}

/** Looks an arena over, and mends what it is asked to. */
export function ArenaLint(props: ArenaLintProps) {
  const { view, standstill, scenario, plain, ...shown } = props;
  const { arm, plan, state } = view;
  const lab = useLab();
  const finishOf = useForeseenFinish(lab.release);
  const unawaited = useUnawaited(lab.release);
  const ofPlan = useMemo(
    () => (plain || !plan ? [] : lintPlan({ ...scenario, arms: [plan] }, finishOf, unawaited)),
    [plain, plan, scenario, finishOf, unawaited],
  );
  const findings = useMemo(
    () => findingsIn(state, standstill, ofPlan),
    [state, standstill, ofPlan],
  );
  const mend = (remedy: Remedy) => void lab.ask({ type: "mend", arm, remedy });
  return <ArenaFindings {...shown} arm={arm} findings={findings} onMend={mend} />;
}
