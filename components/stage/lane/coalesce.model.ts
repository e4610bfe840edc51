import type { TaskNumber } from "#shared/scenario/scenario.ts";
import type { Bar } from "./lane.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";

/** A bar, or many that got too thin to tell apart. */
export interface BarGroup {
  readonly first: Bar;
  readonly last: Bar;
  readonly tasks: readonly TaskNumber[];
}

const THIN_PX = 4;
const GAP_PX = 1.5;
/** A group stays within one of these stretches of the lane, so that it stays the same while others come and go. */
const STRETCH_PX = 48;

const stretchOf = (x: number) => Math.floor(x / STRETCH_PX);

interface Growing {
  readonly first: Bar;
  last: Bar;
  readonly tasks: TaskNumber[];
}

/** Joins neighbours of one kind and hand that are thinner than 4 px, so that a lane stays drawable at 20,000 tasks. */
export function coalesce(bars: readonly Bar[], { toX }: TimeScale): readonly BarGroup[] {
  const groups: Growing[] = [];
  /** Where the last of each hand is. */
  const last: number[] = [];
  for (const bar of bars) {
    const at = last[bar.hand] ?? groups.length;
    const before = groups[at];
    const joins =
      before?.first.kind === bar.kind &&
      toX(bar.toMs) - toX(bar.fromMs) < THIN_PX &&
      toX(before.last.toMs) - toX(before.last.fromMs) < THIN_PX &&
      toX(bar.fromMs) - toX(before.last.toMs) < GAP_PX &&
      stretchOf(toX(bar.fromMs)) === stretchOf(toX(before.first.fromMs));
    if (before && joins) {
      before.last = bar;
      before.tasks.push(bar.task);
    } else {
      last[bar.hand] = groups.length;
      groups.push({ first: bar, last: bar, tasks: [bar.task] });
    }
  }
  return groups;
}
