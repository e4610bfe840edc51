import type { Logged } from "../run-log/run-event.ts";

/** What goes on the ruler: something happened to a worker, a queue or the broker. */
export type Incident = Extract<
  Logged,
  {
    type:
      | "worker-joined"
      | "worker-left"
      | "worker-paused"
      | "worker-hung"
      | "worker-resumed"
      | "worker-acking-changed"
      | "worker-speed-changed"
      | "rejected"
      | "ack-refused"
      | "ack-lost"
      | "redeclare-refused"
      | "queue-deleted"
      | "broker-holds-fewer"
      | "broker-restart-asked"
      | "broker-restart-failed"
      | "broker-stopped"
      | "broker-started";
  }
>;

const TYPES: ReadonlySet<string> = new Set<Incident["type"]>([
  "worker-joined",
  "worker-left",
  "worker-paused",
  "worker-hung",
  "worker-resumed",
  "worker-acking-changed",
  "worker-speed-changed",
  "rejected",
  "ack-refused",
  "ack-lost",
  "redeclare-refused",
  "queue-deleted",
  "broker-holds-fewer",
  "broker-restart-asked",
  "broker-restart-failed",
  "broker-stopped",
  "broker-started",
]);

/** Workers that are there from the start are no incident. */
export function isIncident(event: Logged): event is Incident {
  return TYPES.has(event.type) && (event.type !== "worker-joined" || event.atMs > 0);
}
