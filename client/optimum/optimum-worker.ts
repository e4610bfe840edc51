import { optimum } from "#shared/metrics/optimum.ts";
import type { Schedulable } from "#shared/metrics/lower-bound.ts";

/** A thread of its own: some tenths of a second, in which the page goes on drawing. */
addEventListener("message", ({ data, ports }: MessageEvent<Schedulable>) => {
  ports[0]?.postMessage(optimum(data));
});
