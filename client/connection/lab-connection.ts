import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import {
  PROTOCOL_VERSION,
  type JoinRequest,
  type PackedJoined,
  type Tick,
} from "#shared/protocol/events.ts";
import { ANSWER_WITHIN_MS } from "#shared/protocol/intent.ts";
import { answerOf, type LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId, LabState } from "#shared/protocol/lab-state.ts";
import type { PackedLog } from "#shared/protocol/packed.ts";
import type { PlanEdit } from "#shared/protocol/plan.ts";
import type { Role } from "#shared/protocol/rights.ts";
import type { RunState } from "#shared/run/run-state.ts";

import { createLiveLog, type LogStore } from "#client/log/log-store.ts";
import { reckoning } from "#client/log/reckoning.ts";
import type { PlaybackClock } from "#client/time/playback-clock.ts";
import { ask, type LabSocket, type SendProblem } from "./lab-socket.ts";
import type { PlanFeed } from "#client/plan/plan.ts";
import { createStore, type Readable } from "#client/store.ts";

/** Whether what is on the screen is still what happens. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "connected" }
  /** `sinceMs` is wall time, by the clock the connection was given. */
  | { readonly state: "reconnecting"; readonly attempt: number; readonly sinceMs: number }
  | { readonly state: "refused"; readonly problem: CommandProblem }
  /** The server speaks a newer protocol than this page, which has to be loaded again. */
  | { readonly state: "outdated" }
  /** The log told of something impossible: what is drawn could not be trusted any more. */
  | { readonly state: "broken"; readonly error: Error };

/** A lab as this browser knows it. */
export interface LabSnapshot {
  readonly link: Link;
  /** Who this browser is there; `null` before that is known. */
  readonly roles: readonly Role[] | null;
  readonly lab: LabState | null;
  /** How many are in it, this browser included. */
  readonly people: number;
}

const OFFLINE = fail({ code: "offline" } as const);
/** How long before it is asked again where the server takes no more. */
const BUSY_MS = 2000;
/** How long a command waits for the first connection. */
const FIRST_LINE_MS = 5000;

export interface LabConnection extends Readable<LabSnapshot> {
  /** Joins a lab and stays with it until the function returned is called. */
  readonly open: (labId: LabId) => () => void;
  /** @param id what the server calls it when it tells of what came of it. */
  readonly send: (command: LabCommand, id: string) => Promise<Result<null, SendProblem>>;
  /** Tries at once instead of waiting for the next attempt. */
  readonly reconnect: () => void;
}

export interface LabConnectionPorts {
  /** Asked for when a lab is opened, not before: its cookie is read then. */
  readonly socket: () => Promise<LabSocket>;
  readonly store: LogStore<RunState>;
  readonly clock: PlaybackClock;
  readonly plan: PlanFeed;
  readonly wallMs: () => number;
}

/**
 * Keeps a lab on the line: after every break it joins again, asking only for
 * what it missed.
 */
export function createLabConnection(ports: LabConnectionPorts): LabConnection {
  const { store, clock, plan, wallMs } = ports;
  let socket: LabSocket | undefined;
  const { initial, get, set, subscribe } = createStore<LabSnapshot>({
    link: { state: "connecting" },
    roles: null,
    lab: null,
    people: 1,
  });

  const change = (part: Partial<LabSnapshot>) => {
    set({ ...get(), ...part });
  };

  const log = createLiveLog({
    store,
    clock,
    fetchSince: async (from) => {
      if (socket === undefined) return OFFLINE;
      const answer = await ask<Result<PackedLog, SendProblem>>(socket, (timed, reply) =>
        timed.emit("log:since", from, reply),
      );
      if (answer?.ok !== true) return answer ?? OFFLINE;
      return ok(reckoning.here().unpackLog(answer.value, from.afterSeq));
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });

  const broken = (cause: unknown) => {
    const error = cause instanceof Error ? cause : new Error("The log broke", { cause });
    change({ link: { state: "broken", error } });
  };

  const lost = (attempt: number) => {
    const { link } = get();
    if (isFinal(link)) return;
    const sinceMs = link.state === "reconnecting" ? link.sinceMs : wallMs();
    change({ link: { state: "reconnecting", attempt, sinceMs } });
  };

  const join = async (line: LabSocket, labId: LabId) => {
    const lineId = line.id;
    const request: JoinRequest = {
      protocol: PROTOCOL_VERSION,
      labId,
      planVersion: plan.version(),
      ...log.position(),
    };
    const answer = await ask<Result<PackedJoined, CommandProblem>>(line, (timed, reply) =>
      timed.emit("lab:join", request, reply),
    );
    if (answer === null) {
      // Connected, yet no answer: this connection is no use, the next may be.
      if (line.connected && line.id === lineId) line.disconnect().connect();
      return;
    }
    if (!answer.ok) {
      const { error: problem } = answer;
      // Others at this address ask for much: it is asked again.
      if (problem.code === "too-fast") {
        await new Promise((resolve) => setTimeout(resolve, BUSY_MS));
        if (line.connected && line.id === lineId) await join(line, labId);
        return;
      }
      change({
        link: problem.code === "old-page" ? { state: "outdated" } : { state: "refused", problem },
      });
      return;
    }
    const { unpackJoined, unpackScenario } = reckoning.here();
    const joined = unpackJoined(answer.value, request);
    const { roles, lab, plan: packed, edits, people } = joined;
    log.joined(lab.runId, joined).catch(broken);
    const whole = packed && { ...packed, scenario: unpackScenario(packed.scenario) };
    const isWhole = plan.joined(whole, edits, lab.phase);
    change({ link: { state: "connected" }, roles, lab, people });
    if (!isWhole) await join(line, labId);
  };

  /** Listens, and joins now and after every break. @returns what ends that. */
  const attach = (line: LabSocket, labId: LabId) => {
    const onConnect = () => void join(line, labId);
    const onDisconnect = (reason: string) => {
      lost(0);
      // socket.io comes back by itself from everything but being sent away.
      if (reason === "io server disconnect") line.connect();
    };
    const onState = (lab: LabState) => {
      log.runChanged(lab.runId);
      plan.phaseIs(lab.phase);
      change({ lab });
    };
    const onEdited = (edit: PlanEdit) => {
      // Missed one: to join again is to have them all.
      if (!plan.edited(edit)) void join(line, labId);
    };
    const onPeople = (people: number) => {
      change({ people });
    };
    const onTick = (tick: Tick) => {
      log.tick(tick).catch(broken);
    };

    line.on("connect", onConnect);
    line.on("disconnect", onDisconnect);
    line.on("lab:state", onState);
    line.on("lab:edited", onEdited);
    line.on("lab:people", onPeople);
    line.on("run:tick", onTick);
    line.io.on("reconnect_attempt", lost);
    if (line.connected) onConnect();
    else line.connect();

    return () => {
      line.off("connect", onConnect);
      line.off("disconnect", onDisconnect);
      line.off("lab:state", onState);
      line.off("lab:edited", onEdited);
      line.off("lab:people", onPeople);
      line.off("run:tick", onTick);
      line.io.off("reconnect_attempt", lost);
      line.disconnect();
      return undefined;
    };
  };

  /** Who presses Run while the page still connects means it: it waits for the line, if not for ever. */
  const firstLine = () =>
    new Promise<void>((resolve) => {
      const done = () => {
        unsubscribe();
        clearTimeout(timer);
        resolve();
      };
      const check = () => {
        if (get().link.state !== "connecting") done();
      };
      const timer = setTimeout(done, FIRST_LINE_MS);
      const unsubscribe = subscribe(check);
      check();
    });

  return {
    initial,
    get,
    subscribe,

    open(labId) {
      let isOpen = true;
      let detach = () => undefined;
      void ports.socket().then((line) => {
        if (!isOpen) return;
        socket = line;
        detach = attach(line, labId);
      });
      return () => {
        isOpen = false;
        detach();
      };
    },

    async send(command, id) {
      await firstLine();
      if (socket?.connected !== true) return OFFLINE;
      const answer = await ask<Result<null, CommandProblem>>(
        socket,
        (timed, reply) => timed.emit("lab:command", { id, command }, reply),
        ANSWER_WITHIN_MS[answerOf(command)],
      );
      return answer ?? OFFLINE;
    },

    reconnect() {
      socket?.disconnect().connect();
    },
  };
}

/** Nothing mends these but another page. */
function isFinal({ state }: Link): boolean {
  return state === "refused" || state === "outdated" || state === "broken";
}
