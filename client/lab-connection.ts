import { fail, type Result } from "#shared/kernel/result.ts";
import type { Joined, JoinRequest } from "#shared/protocol/events.ts";
import type { CommandProblem, LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId, LabState } from "#shared/protocol/lab-state.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { createLiveLog } from "./live-log.ts";
import type { LogStore } from "./log-store.ts";
import type { PlaybackClock } from "./playback-clock.ts";
import { REPLY_TIMEOUT_MS, type LabSocket } from "./socket.ts";

/** Whether what is on the screen is still what happens. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "connected" }
  /** `sinceMs` is wall time, by the clock the connection was given. */
  | { readonly state: "reconnecting"; readonly attempt: number; readonly sinceMs: number }
  | { readonly state: "refused"; readonly problem: CommandProblem };

/** A lab as this browser knows it. */
export interface LabSnapshot {
  readonly link: Link;
  readonly role: "host" | "viewer" | null;
  readonly lab: LabState | null;
}

/** Why a command came to nothing: the server said so, or said nothing. */
export type SendProblem = CommandProblem | { readonly code: "offline" };

export interface LabConnection {
  readonly getSnapshot: () => LabSnapshot;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly send: (command: LabCommand) => Promise<Result<null, SendProblem>>;
  /** Tries at once instead of waiting for the next attempt. */
  readonly reconnect: () => void;
  readonly close: () => void;
}

export interface LabConnectionPorts {
  readonly socket: LabSocket;
  readonly store: LogStore<RunState>;
  readonly clock: PlaybackClock;
  readonly wallMs: () => number;
}

const AT_FIRST: LabSnapshot = { link: { state: "connecting" }, role: null, lab: null };

/**
 * Joins a lab and keeps it on the line: after every break it joins again, asking
 * only for what it missed.
 */
export function openLab(labId: LabId, ports: LabConnectionPorts): LabConnection {
  const { socket, store, clock, wallMs } = ports;
  let snapshot = AT_FIRST;
  const listeners = new Set<() => void>();

  const change = (part: Partial<LabSnapshot>) => {
    snapshot = { ...snapshot, ...part };
    for (const notify of listeners) notify();
  };

  const log = createLiveLog({
    store,
    clock,
    fetchSince: (from) =>
      socket
        .timeout(REPLY_TIMEOUT_MS)
        .emitWithAck("log:since", from)
        .catch(() => fail({ code: "offline" })),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });

  const lost = (attempt: number) => {
    if (snapshot.link.state === "refused") return;
    const sinceMs = snapshot.link.state === "reconnecting" ? snapshot.link.sinceMs : wallMs();
    change({ link: { state: "reconnecting", attempt, sinceMs } });
  };

  const join = async () => {
    const request: JoinRequest = { labId, ...log.position() };
    let answer: Result<Joined, CommandProblem>;
    try {
      answer = await socket.timeout(REPLY_TIMEOUT_MS).emitWithAck("lab:join", request);
    } catch {
      // Connected, yet no answer: this connection is no use, the next may be.
      if (socket.connected) socket.disconnect().connect();
      return;
    }
    if (!answer.ok) {
      change({ link: { state: "refused", problem: answer.error } });
      return;
    }
    const { role, lab, log: events, clock: reading } = answer.value;
    void log.joined(lab.runId, events, reading);
    change({ link: { state: "connected" }, role, lab });
  };

  const onConnect = () => void join();
  const onDisconnect = (reason: string) => {
    lost(0);
    // socket.io comes back by itself from everything but being sent away.
    if (reason === "io server disconnect") socket.connect();
  };
  const onAttempt = (attempt: number) => {
    lost(attempt);
  };
  const onState = (lab: LabState) => {
    log.runChanged(lab.runId);
    change({ lab });
  };
  const onTick = (tick: Parameters<typeof log.tick>[0]) => void log.tick(tick);

  socket.on("connect", onConnect);
  socket.on("disconnect", onDisconnect);
  socket.on("lab:state", onState);
  socket.on("run:tick", onTick);
  socket.io.on("reconnect_attempt", onAttempt);
  if (socket.connected) onConnect();
  else socket.connect();

  return {
    getSnapshot: () => snapshot,

    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },

    async send(command) {
      if (!socket.connected) return fail({ code: "offline" });
      try {
        return await socket.timeout(REPLY_TIMEOUT_MS).emitWithAck("lab:command", command);
      } catch {
        return fail({ code: "offline" });
      }
    },

    reconnect() {
      socket.disconnect().connect();
    },

    close() {
      socket.off("connect", onConnect);
      socket.off("disconnect", onDisconnect);
      socket.off("lab:state", onState);
      socket.off("run:tick", onTick);
      socket.io.off("reconnect_attempt", onAttempt);
    },
  };
}
