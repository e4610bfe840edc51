import { BEGINNING, moment, type AtMs } from "../kernel/moment.ts";
import { Timeline } from "../kernel/timeline.ts";
import type { ArmState, Place } from "../run/run-state.ts";
import type { DepthPoint } from "./arm-metrics.ts";
import { deliveriesOf, eachPlaceChange } from "./place-changes.ts";

/** The places that have a depth, and what is neither. */
const COUNTED: readonly (Place | null)[] = ["ready", "held", "running"];
const NOWHERE = COUNTED.length;

/**
 * Ready, held and running over time, as steps: each point holds until the next. The
 * first is at 0, the last at `untilMs`.
 */
export function depthSteps(
  arm: ArmState,
  untilMs: AtMs,
  deliveries = deliveriesOf(arm),
): readonly DepthPoint[] {
  const timeline = new Timeline();
  eachPlaceChange(arm, deliveries, (atMs, from, to) => {
    timeline.add(atMs, 4 * placeOf(from) + placeOf(to));
  });

  let [ready, held, running] = [0, 0, 0];
  const count = (place: number, by: 1 | -1) => {
    if (place === 0) ready += by;
    else if (place === 1) held += by;
    else if (place === 2) running += by;
  };
  const steps: DepthPoint[] = [];
  const mark = (atMs: AtMs) => {
    if (steps.at(-1)?.atMs === atMs) steps.pop();
    steps.push({ atMs, ready, held, running });
  };
  mark(BEGINNING);
  timeline.inOrder((atMs, what) => {
    count(what >> 2, -1);
    count(what & 3, 1);
    mark(moment(atMs));
  });
  mark(untilMs);
  return steps;
}

function placeOf(place: Place | null): number {
  const at = COUNTED.indexOf(place);
  return at === -1 ? NOWHERE : at;
}
