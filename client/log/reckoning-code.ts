/** What a run's log is made into, and what is measured of it: loaded together, with the line. */
export { armMetrics } from "#shared/metrics/measure-arm.ts";
export { decodeCheckpoint } from "#shared/run/checkpoint/checkpoint.ts";
export { runStateProjection } from "#shared/run/run-state-projection.ts";
