import { fail, type Result } from "#shared/kernel/result.ts";
import type { Joined, JoinRequest, Tick } from "#shared/protocol/events.ts";
import type { CommandProblem, LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId, LabState } from "#shared/protocol/lab-state.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { createLiveLog } from "./live-log.ts";
import type { LogStore } from "./log-store.ts";
import type { PlaybackClock } from "./playback-clock.ts";
import { ask, type LabSocket } from "./lab-socket.ts";

/** Whether what is on the screen is still what happens. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "connected" }
  /** `sinceMs` is wall time, by the clock the connection was given. */
  | { readonly state: "reconnecting"; readonly attempt: number; readonly sinceMs: number }
  | { readonly state: "refused"; readonly problem: CommandProblem }
  /** The log told of something impossible: what is drawn could not be trusted any more. */
  | { readonly state: "broken"; readonly error: Error };

/** A lab as this browser knows it. */
export interface LabSnapshot {
  readonly link: Link;
  readonly role: "host" | "viewer" | null;
  readonly lab: LabState | null;
}

/** Why a command came to nothing: the server said so, or said nothing. */
export type SendProblem = CommandProblem | { readonly code: "offline" };

/** What restarts the broker is answered when it is back; a RabbitMQ takes its time. */
const RESTART_MS = 150_000;
const OFFLINE = fail({ code: "offline" } as const);
/** How long a command waits for the first connection. */
const FIRST_LINE_MS = 5000;

export interface LabConnection {
  readonly getSnapshot: () => LabSnapshot;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Joins a lab and stays with it until the function returned is called. */
  readonly open: (labId: LabId) => () => void;
  readonly send: (command: LabCommand) => Promise<Result<null, SendProblem>>;
  /** Tries at once instead of waiting for the next attempt. */
  readonly reconnect: () => void;
}

export interface LabConnectionPorts {
  /** Asked for when a lab is opened, not before: its cookie is read then. */
  readonly socket: () => Promise<LabSocket>;
  readonly store: LogStore<RunState>;
  readonly clock: PlaybackClock;
  readonly wallMs: () => number;
}

/**
 * Keeps a lab on the line: after every break it joins again, asking only for
 * what it missed.
 */
export function createLabConnection(ports: LabConnectionPorts): LabConnection {
  const { store, clock, wallMs } = ports;
  let socket: LabSocket | undefined;
  let snapshot: LabSnapshot = { link: { state: "connecting" }, role: null, lab: null };
  const listeners = new Set<() => void>();

  const change = (part: Partial<LabSnapshot>) => {
    snapshot = { ...snapshot, ...part };
    for (const notify of listeners) notify();
  };

  const log = createLiveLog({
    store,
    clock,
    fetchSince: async (from) => {
      if (socket === undefined) return OFFLINE;
      const answer = await ask<Result<readonly Logged[], SendProblem>>(socket, (timed, reply) =>
        timed.emit("log:since", from, reply),
      );
      return answer ?? OFFLINE;
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });

  const broken = (cause: unknown) => {
    const error = cause instanceof Error ? cause : new Error("The log broke", { cause });
    change({ link: { state: "broken", error } });
  };

  const lost = (attempt: number) => {
    if (snapshot.link.state === "refused" || snapshot.link.state === "broken") return;
    const sinceMs = snapshot.link.state === "reconnecting" ? snapshot.link.sinceMs : wallMs();
    change({ link: { state: "reconnecting", attempt, sinceMs } });
  };

  const join = async (line: LabSocket, labId: LabId) => {
    const lineId = line.id;
    const request: JoinRequest = { labId, ...log.position() };
    const answer = await ask<Result<Joined, CommandProblem>>(line, (timed, reply) =>
      timed.emit("lab:join", request, reply),
    );
    if (answer === null) {
      // Connected, yet no answer: this connection is no use, the next may be.
      if (line.connected && line.id === lineId) line.disconnect().connect();
      return;
    }
    if (!answer.ok) {
      change({ link: { state: "refused", problem: answer.error } });
      return;
    }
    const { role, lab, log: events, clock: reading } = answer.value;
    log.joined(lab.runId, events, reading).catch(broken);
    change({ link: { state: "connected" }, role, lab });
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
      change({ lab });
    };
    const onTick = (tick: Tick) => {
      log.tick(tick).catch(broken);
    };

    line.on("connect", onConnect);
    line.on("disconnect", onDisconnect);
    line.on("lab:state", onState);
    line.on("run:tick", onTick);
    line.io.on("reconnect_attempt", lost);
    if (line.connected) onConnect();
    else line.connect();

    return () => {
      line.off("connect", onConnect);
      line.off("disconnect", onDisconnect);
      line.off("lab:state", onState);
      line.off("run:tick", onTick);
      line.io.off("reconnect_attempt", lost);
      line.disconnect();
      return undefined;
    };
  };

  /** Who presses Run while the page still connects means it: it waits for the line, if not for ever. */
  const firstLine = () =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (snapshot.link.state === "connecting") return;
        listeners.delete(check);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        listeners.delete(check);
        resolve();
      }, FIRST_LINE_MS);
      listeners.add(check);
      check();
    });

  return {
    getSnapshot: () => snapshot,

    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },

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

    async send(command) {
      await firstLine();
      if (socket?.connected !== true) return OFFLINE;
      const waits = command.type === "restart-broker" || command.type === "publish-burst";
      const answer = await ask<Result<null, CommandProblem>>(
        socket,
        (timed, reply) => timed.emit("lab:command", command, reply),
        waits ? RESTART_MS : undefined,
      );
      return answer ?? OFFLINE;
    },

    reconnect() {
      socket?.disconnect().connect();
    },
  };
}
