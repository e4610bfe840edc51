import { isPoison } from "#shared/scenario/poison.ts";
import { MS_PER_DOT } from "#shared/scenario/workload.ts";
import type { Delivery } from "./worker-state.ts";

/**
 * The work a text asks for. Who fails takes a dot's time for it at least: what is given back at once goes round
 * thousands of times a second.
 */
export function workOf(text: string, serviceMs: number): Pick<Delivery, "serviceMs" | "isPoison"> {
  if (!isPoison(text)) return { serviceMs, isPoison: false };
  return { serviceMs: Math.max(serviceMs, MS_PER_DOT), isPoison: true };
}
