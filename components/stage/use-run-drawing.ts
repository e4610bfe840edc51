import { createLate } from "#client/late.ts";
import { useLate } from "#client/use-late.ts";

/** A stage without a run is whole without it: where it belongs, room is kept. */
export const runDrawing = createLate(() => import("./run-drawing-code.ts"));

export type RunDrawing = ReturnType<typeof runDrawing.here>;

/** How a run is drawn; `null` until that has come. */
export function useRunDrawing(): RunDrawing | null {
  return useLate(runDrawing);
}
