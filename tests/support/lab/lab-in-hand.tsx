import type { ReactNode } from "react";
import { vi } from "vitest";
import { perform } from "#client/actions/use-keyboard.ts";
import type { Seen } from "#client/actions/user-action.ts";
import type { Asked } from "#client/actions/user-actions.ts";
import type { LabSnapshot, Link } from "#client/connection/lab-connection.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";
import { createLogStore, type LogStore } from "#client/log/log-store.ts";
import type { PlanSnapshot } from "#client/plan/plan.ts";
import { createStore } from "#client/store.ts";
import { createPlaybackClock } from "#client/time/playback-clock.ts";
import { LabContext, type LabInHand } from "#client/use-lab.ts";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { fail, ok } from "#shared/kernel/result.ts";
import type { Language } from "#shared/messages/language.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { BrokerStatus, LabId, LabPhase, Speed } from "#shared/protocol/lab-state.ts";
import { may, type Role } from "#shared/protocol/rights.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";

/** A lab as a screen may find it; what is left out is as it is before the first run, for its host. */
export interface LabAt extends Partial<Omit<Seen, "can" | "shownPhase" | "isOffline">> {
  readonly scenario?: Scenario;
  readonly run?: RunState;
  readonly eventCount?: number;
  readonly phase?: LabPhase;
  readonly speed?: Speed;
  readonly nowMs?: number;
  readonly liveMs?: number;
  readonly roles?: readonly Role[];
  readonly link?: Link;
  readonly broker?: BrokerStatus;
  readonly problem?: SendProblem | null;
  readonly onSeek?: (atMs: number) => void;
  readonly onFollow?: () => void;
  readonly onReconnect?: () => void;
  /** What is sent for what a person asks for. @returns whether it was done. */
  readonly onSend?: (command: LabCommand) => boolean;
  readonly ask?: LabInHand["ask"];
  /** In place of what is made up of the rest. */
  readonly lab?: Partial<LabInHand>;
}

export function labInHand(at: LabAt = {}): LabInHand {
  const { scenario = defaultScenario, run = runStateProjection.initial, roles = HOST } = at;
  const { nowMs = run.atMs, liveMs = run.atMs, phase = "idle", link = CONNECTED } = at;
  const isRunOn = at.isRunOn ?? (phase === "running" || phase === "paused");
  const hasRun = at.hasRun ?? run.runId !== null;
  const { canUndo = false, canRedo = false, isFollowing = true, problem = null } = at;
  const send = (command: LabCommand) =>
    Promise.resolve(at.onSend?.(command) === false ? fail({ code: "offline" } as const) : ok(null));
  const snapshot: LabSnapshot = {
    link,
    roles,
    people: 1,
    lab: {
      labId: "7F3K2M" as LabId,
      phase,
      runId: run.runId,
      speed: at.speed ?? 1,
      broker: at.broker ?? { state: "connecting" },
    },
  };
  const plan: PlanSnapshot = { scenario, canUndo, canRedo, isNew: !hasRun, problem };
  const session = {
    connection: {
      ...createStore(snapshot),
      open: () => () => undefined,
      send,
      reconnect: at.onReconnect ?? vi.fn(),
    },
    plan: { ...createStore(plan), send, undo: () => null, redo: () => null, dismiss: vi.fn() },
    log: logOf(run, at.eventCount ?? 1),
    clock: {
      ...createPlaybackClock(() => 0),
      seek: at.onSeek ?? vi.fn(),
      follow: at.onFollow ?? vi.fn(),
    },
    ticker: createStore({ nowMs, liveMs }),
  };
  const can = at.lab?.can ?? ((right) => may(roles, right));
  const page = { ...session, can, openPanel: vi.fn(), openDialog: vi.fn() };
  return {
    ...session,
    ...{ scenario, phase, isRunOn, hasRun, isFollowing, canUndo, canRedo },
    release: null,
    shownPhase: phase,
    isOffline: link.state === "reconnecting",
    can,
    ask: at.ask ?? vi.fn((asked: Asked) => perform({ ...page, document }, asked)),
    ...at.lab,
  };
}

interface InLabProps {
  readonly lab: LabInHand;
  readonly language?: Language | undefined;
  readonly children: ReactNode;
}

/** Words and a lab for whatever needs them. */
export function InLab({ lab, language = "en", children }: InLabProps) {
  return (
    <MessagesProvider language={language} messages={messagesIn(language)}>
      <LabContext value={lab}>{children}</LabContext>
    </MessagesProvider>
  );
}

const HOST: readonly Role[] = ["host", "viewer"];
const CONNECTED: Link = { state: "connected" };

/** A log that has been folded to this run. */
function logOf(run: RunState, count: number): LogStore<RunState> {
  const { runId } = run;
  return {
    ...createLogStore(runStateProjection),
    ...createStore({ runId, count, state: run, pastCount: count }),
    stateAfter: () => run,
  };
}
