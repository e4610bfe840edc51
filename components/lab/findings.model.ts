import type { AnyFinding } from "#shared/run/lint-run.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";

/** Each arm's findings, warnings first. */
export function findingsByArm(
  findings: readonly AnyFinding[],
): ReadonlyMap<ArmId, readonly AnyFinding[]> {
  const byArm = new Map<ArmId, AnyFinding[]>();
  const inOrder = findings.toSorted((a, b) => rank(a) - rank(b));
  for (const finding of inOrder) {
    byArm.set(finding.arm, [...(byArm.get(finding.arm) ?? []), finding]);
  }
  return byArm;
}

function rank({ severity }: AnyFinding): number {
  return severity === "warning" ? 0 : 1;
}
