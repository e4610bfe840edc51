/** What only a run puts on the stage: loaded together, after the first picture. */
export { ResultNow } from "./arena/arena-result.tsx";
export { incidentsIn, whatItMeant } from "./arena/arena-incident.ts";
export { leadOf } from "./finish.model.ts";
export { attemptsByWorker } from "./lane/lane.model.ts";
export { idleStretches } from "./lane/idle.model.ts";
export { LaneSvg } from "./lane/lane-svg.tsx";
export { arenaNotes } from "./notes/arena-notes.ts";
export { incidentFlags } from "./ruler/incident-flags.ts";
export { runReachMs } from "./reach.model.ts";
export { StageOverlay } from "./stage-overlay.tsx";
export { brokerDelayOf } from "#shared/run/broker-delay.ts";
export { standstillOf } from "#shared/run/standstill.ts";
