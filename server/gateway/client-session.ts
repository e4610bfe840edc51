import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { Joined, JoinRequest } from "#shared/protocol/events.ts";
import type { CommandProblem, LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import type { logSinceSchema } from "#shared/protocol/payload-schema.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabRegistry } from "../labs/lab-registry.ts";
import type { Gateway, GatewaySocket } from "./socket-types.ts";

export type Outcome<Value> = Result<Value, CommandProblem>;

export interface SessionPorts {
  readonly labs: LabRegistry;
  readonly hostTokenOf: (request: IncomingMessage) => string | undefined;
}

/** What one browser may ask, and of which lab. */
export class ClientSession {
  #gateway: Gateway;
  #socket: GatewaySocket;
  #ports: SessionPorts;

  constructor(gateway: Gateway, socket: GatewaySocket, ports: SessionPorts) {
    this.#gateway = gateway;
    this.#socket = socket;
    this.#ports = ports;
  }

  /** Into the room and its log in one turn, so that no event is missed in between. */
  join({ labId, runId, afterSeq }: JoinRequest): Outcome<Joined> {
    const { labs, hostTokenOf } = this.#ports;
    const lab = labs.get(labId);
    if (!lab) return fail({ code: "no-such-lab" });
    if (this.#socket.data.labId !== labId) {
      this.leave();
      // The others first: what they are sent now, this one gets as its whole picture.
      labs.setPeople(labId, this.#peopleIn(labId) + 1);
      this.#socket.data.labId = labId;
      void this.#socket.join(labId);
    }
    const isHost = labs.isHost(labId, hostTokenOf(this.#socket.request));
    return ok({
      role: isHost ? "host" : "viewer",
      lab: lab.state,
      log: lab.logSince(runId, afterSeq),
      clock: lab.reading,
    });
  }

  command(command: LabCommand): Outcome<null> | Promise<Outcome<null>> {
    const lab = this.#lab();
    if (!lab.ok) return lab;
    const token = this.#ports.hostTokenOf(this.#socket.request);
    if (!this.#ports.labs.isHost(lab.value.labId, token)) return fail({ code: "not-host" });
    return lab.value.execute(command);
  }

  logSince({ runId, afterSeq }: z.infer<typeof logSinceSchema>): Outcome<readonly Logged[]> {
    const lab = this.#lab();
    if (!lab.ok) return lab;
    if (lab.value.state.runId !== runId) return fail({ code: "no-run" });
    return ok(lab.value.logSince(runId, afterSeq));
  }

  leave(): void {
    const { labId } = this.#socket.data;
    if (labId === null) return;
    void this.#socket.leave(labId);
    this.#socket.data.labId = null;
    this.#ports.labs.setPeople(labId, this.#peopleIn(labId));
  }

  #lab(): Outcome<Lab> {
    const { labId } = this.#socket.data;
    if (labId === null) return fail({ code: "not-joined" });
    const lab = this.#ports.labs.get(labId);
    return lab ? ok(lab) : fail({ code: "no-such-lab" });
  }

  #peopleIn(labId: LabId): number {
    return this.#gateway.sockets.adapter.rooms.get(labId)?.size ?? 0;
  }
}
