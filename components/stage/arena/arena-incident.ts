import type { Messages } from "#shared/messages/messages.ts";
import { isOutage } from "#shared/run/outage.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { hasNoteRoom } from "#components/stage/notes/arena-notes.ts";
import {
  brokerSentence,
  workerSentence,
  type WorkerIncident,
} from "#components/words/incident-sentence.ts";
import type { LaneSize } from "#components/stage/stage-layout.model.ts";

/** What happened to the workers of one arm, and to them alone: what the broker's going meant is told of all at once. */
export function incidentsIn(run: RunState, id: ArmId): readonly WorkerIncident[] {
  return run.incidents.flatMap((incident) => {
    if (!("worker" in incident) || incident.arm !== id) return [];
    const isCutOff = incident.type === "worker-left" && incident.how === "broker-lost";
    return isCutOff && isOutage(run, incident.atMs) ? [] : [incident];
  });
}

interface Told {
  readonly run: RunState;
  readonly arm: ArmState;
  readonly incidents: readonly WorkerIncident[];
  readonly size: LaneSize;
}

/**
 * What the latest incident of an arena meant for its tasks, where its lanes do not say it: of the
 * broker, of an ack that came too late, and of any worker whose lane is too low for words.
 */
export function whatItMeant(messages: Messages, told: Told): string | null {
  const { run, arm, incidents, size } = told;
  const ofBroker = brokerSentence(messages, run, arm.arm);
  const sentences = incidents.flatMap((incident) => {
    const isHome = incident.type === "worker-left" && incident.how === "stopped";
    if (isHome || (hasNoteRoom(size) && incident.type !== "ack-refused")) return [];
    const text = workerSentence(messages, arm, incident);
    return text === null ? [] : [{ atMs: incident.atMs, text }];
  });
  const last = sentences.at(-1);
  return ofBroker && ofBroker.atMs >= (last?.atMs ?? 0) ? ofBroker.text : (last?.text ?? null);
}
