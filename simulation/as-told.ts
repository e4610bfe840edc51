import type { Logged } from "#shared/run-log/run-event.ts";
import type { Fault } from "#shared/scenario/scenario.ts";
import type { SimulatedWorker } from "./simulated-worker.ts";

/** Does to a worker what an event tells was done to it. */
export function act(worker: SimulatedWorker, event: Logged): void {
  switch (event.type) {
    case "worker-paused":
      worker.tell({ type: "pause" });
      break;
    case "worker-hung":
      worker.tell({ type: "hang", heartbeats: event.heartbeats });
      break;
    case "worker-resumed":
      worker.tell({ type: "resume" });
      break;
    case "worker-speed-changed":
      worker.tell({ type: "set-speed", speed: event.speed });
      break;
    case "worker-acking-changed":
      worker.tell({ type: "set-acking", acking: event.acking });
      break;
    case "nacked":
      worker.tell({ type: "nack", requeue: event.requeue });
      break;
    case "rejected":
      worker.tell({ type: "reject", requeue: event.requeue });
      break;
    default:
    // What comes of the broker, or of nobody.
  }
}

/** Here it is again, whatever took it away. */
export function comeBack(worker: SimulatedWorker): void {
  const { state } = worker;
  if (state.is === "away" && state.returns === "when-resumed") worker.tell({ type: "resume" });
  else if (state.is !== "connecting") worker.tell({ type: "restart" });
  worker.tell({ type: "attach" });
}

/** Whether it is what a fault comes to, which would come to it again. */
export function tells(event: Logged, fault: Fault): boolean {
  if (fault.type === "restart-broker") return event.type === "broker-restart-asked";
  if (!("worker" in event) || event.worker !== fault.worker) return false;
  switch (fault.action.type) {
    case "set-speed":
      return event.type === "worker-speed-changed";
    case "nack":
      return event.type === "nacked";
    case "reject":
      return event.type === "rejected";
    case "restart":
      return event.type === "worker-joined";
    default:
      return false;
  }
}
