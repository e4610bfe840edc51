import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { fail, ok } from "#shared/kernel/result.ts";
import type { Joined, JoinRequest } from "#shared/protocol/events.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import { may, type Rights, type Role } from "#shared/protocol/rights.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import { packScenario } from "#shared/scenario/packed-scenario.ts";
import type { Outcome } from "../labs/command.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabRegistry } from "../labs/lab-registry.ts";
import type { logSinceSchema } from "./requests.ts";
import type { Gateway, GatewaySocket } from "./socket-types.ts";

export interface SessionDeps {
  readonly labs: LabRegistry;
  /** Who may do what. */
  readonly rights: Rights;
  readonly hostTokenOf: (request: IncomingMessage) => string | undefined;
  readonly isOperator: (request: IncomingMessage) => boolean;
}

/** What one browser may ask, and of which lab. */
export class ClientSession {
  #gateway: Gateway;
  #socket: GatewaySocket;
  #deps: SessionDeps;

  constructor(gateway: Gateway, socket: GatewaySocket, deps: SessionDeps) {
    this.#gateway = gateway;
    this.#socket = socket;
    this.#deps = deps;
  }

  /** Into the room and its log in one turn, so that no event is missed in between. */
  join({ labId, runId, afterSeq, planVersion }: JoinRequest): Outcome<Joined> {
    const lab = this.#deps.labs.get(labId);
    if (!lab) return fail({ code: "no-such-lab" });
    const roles = this.#rolesIn(labId);
    if (!may(roles, "watch", this.#deps.rights)) return fail({ code: "not-allowed" });
    if (this.#socket.data.labId !== labId) {
      this.leave();
      this.#socket.data.labId = labId;
      void this.#socket.join(labId);
      this.#tellPeople(labId);
    }
    const { plan } = lab;
    const missed = planVersion === null ? undefined : lab.editsSince(planVersion);
    return ok({
      roles,
      lab: lab.state,
      plan: missed === undefined ? { ...plan, scenario: packScenario(plan.scenario) } : null,
      edits: missed ?? [],
      people: this.#peopleIn(labId),
      ...lab.pictureSince(runId, afterSeq),
      clock: lab.reading,
    });
  }

  /** The one place where rights are asked for. @param id what the browser calls it. */
  command(command: LabCommand, id: string | null): Outcome | Promise<Outcome> {
    const lab = this.#lab();
    if (!lab.ok) return lab;
    const roles = this.#rolesIn(lab.value.labId);
    if (!may(roles, command.type, this.#deps.rights)) return fail({ code: "not-allowed" });
    return lab.value.execute(command, id);
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
    this.#tellPeople(labId);
  }

  #rolesIn(labId: LabId): readonly Role[] {
    const { labs, hostTokenOf, isOperator } = this.#deps;
    const { request } = this.#socket;
    const roles = labs.rolesOf(labId, hostTokenOf(request));
    return isOperator(request) ? ["operator", ...roles] : roles;
  }

  #lab(): Outcome<Lab> {
    const { labId } = this.#socket.data;
    if (labId === null) return fail({ code: "not-joined" });
    const lab = this.#deps.labs.get(labId);
    return lab ? ok(lab) : fail({ code: "no-such-lab" });
  }

  #tellPeople(labId: LabId): void {
    const people = this.#peopleIn(labId);
    this.#deps.labs.setPeople(labId, people);
    this.#gateway.to(labId).emit("lab:people", people);
  }

  #peopleIn(labId: LabId): number {
    return this.#gateway.sockets.adapter.rooms.get(labId)?.size ?? 0;
  }
}
