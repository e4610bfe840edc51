/** What comes by the line, what a run's log is made into, and what is measured of it: loaded together, before the line. */
export { unpackLog } from "#shared/protocol/packed.ts";
export { unpackJoined } from "#shared/protocol/unpack-joined.ts";
export { unpackScenario } from "#shared/scenario/packed-scenario.ts";
export { armMetrics } from "#shared/metrics/measure-arm.ts";
export { decodeCheckpoint } from "#shared/run/checkpoint/checkpoint.ts";
export { runStateProjection } from "#shared/run/run-state-projection.ts";
