import { useEffect, useMemo, useState, type ComponentProps } from "react";
import { createLabActions, type LabActions } from "#client/actions/lab-actions.ts";
import type { LabSession } from "#client/lab-session.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";
import { useStore } from "#client/use-store.ts";
import { useViewedRun, type ViewedRun } from "#client/log/use-viewed-run.ts";
import { moment } from "#shared/kernel/moment.ts";
import { isRunOn, type LabPhase, type LabState } from "#shared/protocol/lab-state.ts";
import { releaseOf, type BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Banners } from "./banners.tsx";
import type { LiveRegion } from "./live-region.tsx";
import type { SourceBadge } from "./source-badge.tsx";

/** What a screen with a lab on it is made of. */
export interface LabView {
  /** `null` before it is known. */
  readonly lab: LabState | null;
  readonly people: number;
  readonly phase: LabPhase;
  /** Of the broker it is on; `null` while there is none, or none of RabbitMQ's. */
  readonly release: BrokerRelease | null;
  /** What the transport shows: a run the plan has left behind is none. */
  readonly shownPhase: LabPhase;
  readonly isRunOn: boolean;
  readonly viewed: ViewedRun;
  readonly actions: LabActions;
  readonly banners: ComponentProps<typeof Banners>;
  readonly source: Omit<ComponentProps<typeof SourceBadge>, "canRestart" | "canBurst">;
  readonly live: ComponentProps<typeof LiveRegion>;
}

/** Long enough to read two lines twice. */
const PROBLEM_STAYS_MS = 12_000;

/** A lab as this browser sees it, and what can be done in it. */
export function useLabView(session: LabSession): LabView {
  const { connection, ticker } = session;
  const { link, roles, lab, people } = useStore(connection);
  const viewed = useViewedRun(session);
  const { latest, isShown, eventCount } = viewed;
  const [problem, setProblem] = useProblem();
  const actions = useMemo(() => createLabActions(session, setProblem), [session, setProblem]);

  const phase = lab?.phase ?? "idle";
  const runIsOn = isRunOn(phase);
  const broker = lab?.broker ?? { state: "connecting" };
  return {
    lab,
    people,
    phase,
    release: broker.state === "up" ? releaseOf(broker.identity) : null,
    shownPhase: isShown || runIsOn ? phase : "idle",
    isRunOn: runIsOn,
    viewed,
    actions,
    banners: {
      ...{ link, broker, roles, eventCount, problem, actions },
      run: latest,
      onDismiss: () => {
        setProblem(null);
      },
      onReconnect: connection.reconnect,
      onReload: () => {
        window.location.reload();
      },
    },
    source: {
      broker,
      link,
      isRunOn: runIsOn,
      onRestart: (kill) => actions.send({ type: "restart-broker", kill }),
      onBurst: actions.publishBurst,
    },
    live: { run: latest, nowMs: () => moment(ticker.get().liveMs), link, broker },
  };
}

/** What could not be done, until it has been read. */
function useProblem() {
  const [problem, setProblem] = useState<SendProblem | null>(null);
  useEffect(() => {
    if (problem === null) return undefined;
    const timer = setTimeout(() => {
      setProblem(null);
    }, PROBLEM_STAYS_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [problem]);
  return [problem, setProblem] as const;
}
