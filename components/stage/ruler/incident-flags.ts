import type { Messages } from "#shared/messages/messages.ts";
import { stoodDown } from "#shared/run/completion.ts";
import type { Incident } from "#shared/run/incident.ts";
import { isOutage, outagesOf } from "#shared/run/outage.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Flag } from "./ruler.model.ts";

/** The same in every arena, at about the same time, is one. */
const SAME_MS = 250;

/** What happened to workers and broker, for the ruler, in order of time. */
export function incidentFlags(messages: Messages, run: RunState): readonly Flag[] {
  const flags: Flag[] = [];
  const given = new Set<string>();
  for (const incident of withoutClosing(run)) {
    const text = isAgain(incident, given) ? null : flagText(messages, run, incident);
    if (text === null) continue;
    const isKnown = flags.some((flag) => flag.text === text && incident.atMs - flag.atMs < SAME_MS);
    if (!isKnown) flags.push({ atMs: incident.atMs, text });
  }
  return flags;
}

/** A task that its worker gives back again and again is one flag: its bars tell how often. */
function isAgain(incident: Incident, given: Set<string>): boolean {
  if (incident.type !== "rejected" || !incident.requeue) return false;
  const which = `${incident.arm} ${incident.worker} ${incident.task}`;
  if (given.has(which)) return true;
  given.add(which);
  return false;
}

/** Workers sent home when a run is closed are no incident. */
function withoutClosing({ incidents, outcome, arms }: RunState): readonly Incident[] {
  const isHome = (incident: Incident) =>
    incident.type === "worker-left" &&
    incident.how === "stopped" &&
    (outcome !== null ||
      arms.some(
        (arm) =>
          arm.arm === incident.arm &&
          arm.workers.some((one) => one.worker === incident.worker && stoodDown(arm, one)),
      ));
  const last = incidents.findLastIndex((incident) => !isHome(incident));
  return incidents.slice(0, last + 1);
}

/** Cut off because its queue was deleted: that is said, not each worker. */
function wentWithQueue({ incidents }: RunState, { arm, atMs }: LeftIncident): boolean {
  return incidents.some(
    (one) => one.type === "queue-deleted" && one.arm === arm && Math.abs(one.atMs - atMs) < SAME_MS,
  );
}

type LeftIncident = Extract<Incident, { readonly type: "worker-left" }>;

function flagText(
  { chaos: { flags } }: Messages,
  run: RunState,
  incident: Incident,
): string | null {
  switch (incident.type) {
    case "worker-left":
      return {
        killed: flags.killed,
        stopped: flags.stopped,
        "missed-heartbeats": flags.silent,
        "broker-lost":
          isOutage(run, incident.atMs) || wentWithQueue(run, incident) ? () => null : flags.cutOff,
      }[incident.how](incident.worker);
    case "worker-joined":
      return joinedText(flags, run, incident);
    case "worker-paused":
      return flags.paused(incident.worker);
    case "worker-hung":
      return flags.hung(incident.worker);
    case "worker-resumed":
      return flags.resumed(incident.worker);
    case "worker-acking-changed":
      return incident.acking ? flags.remembers(incident.worker) : flags.forgets(incident.worker);
    case "worker-speed-changed":
      return flags.speed(incident.worker, incident.speed);
    case "rejected":
      return flags.rejected(incident.worker);
    case "ack-refused":
      return flags.refused(incident.worker);
    case "ack-lost":
      return flags.ackLost(incident.worker);
    case "redeclare-refused":
      return flags.redeclared(incident.replyCode);
    case "queue-deleted":
      return flags.queueDeleted;
    case "broker-holds-fewer":
      return incident.count === 0 ? null : flags.fewer(incident.count);
    case "broker-restart-failed":
      return flags.notRestarted;
    case "broker-restart-asked":
      if (cameToNothing(run, incident)) return null;
      return incident.kill ? flags.killBroker : flags.restart;
    case "broker-stopped":
      return outagesOf(run).some(
        ({ stoppedAtMs, kill }) => kill !== null && stoppedAtMs === incident.atMs,
      )
        ? null
        : flags.brokerGone;
    case "broker-started":
      // Lab time stood still while it was away: the same moment.
      return null;
  }
}

/** Its failure has a flag of its own in the same moment. */
function cameToNothing({ incidents }: RunState, asked: Incident): boolean {
  const next = incidents
    .slice(incidents.findLastIndex((one) => one === asked) + 1)
    .find(({ type }) => type.startsWith("broker-"));
  return next?.type === "broker-restart-failed";
}

/** Nothing of who is back because the broker is. */
function joinedText(
  flags: Messages["chaos"]["flags"],
  run: RunState,
  { arm: id, worker, atMs }: Extract<Incident, { type: "worker-joined" }>,
): string | null {
  const arm = run.arms.find((one) => one.arm === id);
  const before = arm?.earlierStays.findLast(
    (stay) => stay.worker === worker && (stay.leftAtMs ?? Infinity) <= atMs,
  );
  if (before?.leftHow !== "broker-lost" || before.leftAtMs === null) return flags.joined(worker);
  return isOutage(run, before.leftAtMs) ? null : flags.back(worker);
}
