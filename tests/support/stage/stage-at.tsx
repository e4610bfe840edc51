import { createLogStore, type LogStore } from "#client/log/log-store.ts";
import { simulation } from "#client/plan/use-foreseen.ts";
import { createPlan } from "#client/plan/plan.ts";
import { createStore } from "#client/store.ts";
import { createPlaybackClock } from "#client/time/playback-clock.ts";
import { LabContext, type LabInHand } from "#client/use-lab.ts";
import { useMemo, useState, type ComponentProps } from "react";
import { vi } from "vitest";
import { reckoning } from "#client/log/reckoning.ts";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { Stage } from "#components/stage/stage.tsx";
import { runDrawing } from "#components/stage/use-run-drawing.ts";
import { ok } from "#shared/kernel/result.ts";
import { project } from "#shared/kernel/projection.ts";
import type { Language } from "#shared/messages/language.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario, TaskNumber } from "#shared/scenario/scenario.ts";
import { raceLog } from "../race-log.ts";

// On a page the axis may have to wait for the one; the others have come before a run does.
await Promise.all([simulation.load(), reckoning.load(), runDrawing.load()]);

type StageProps = ComponentProps<typeof Stage>;

interface Shown extends Partial<StageProps> {
  readonly scenario: Scenario;
  /** `null` before a run. */
  readonly atMs: number | null;
  /** In place of that race's. */
  readonly run?: RunState;
  readonly language?: Language;
  /** The viewed moment, and where the run is by now; as far as its log unless set. */
  readonly nowMs?: number;
  readonly liveMs?: number;
  readonly phase?: LabInHand["phase"];
  readonly canSteer?: boolean;
  /** In place of what is made up of the rest. */
  readonly lab?: Partial<LabInHand>;
  readonly onSeek?: (atMs: number) => void;
  readonly onFollow?: () => void;
  readonly onStrategy?: LabInHand["actions"]["setStrategy"];
  readonly onActOnWorker?: LabInHand["actions"]["actOnWorker"];
  readonly onAddWorker?: (arm: ArmId) => void;
}

/** A stage at one moment of the race a correct dispatcher would run. */
export function StageAt({ scenario, atMs, run, language = "en", ...change }: Shown) {
  const [linkedTask, onLinkTask] = useState<TaskNumber | null>(null);
  const raced = useMemo(
    () => project(runStateProjection, atMs === null ? [] : raceLog(scenario, { untilMs: atMs })),
    [scenario, atMs],
  );
  return (
    <MessagesProvider language={language} messages={messagesIn(language)}>
      <LabContext value={labAt(run ?? raced, { scenario, atMs, ...change })}>
        <Stage linkedTask={linkedTask} onLinkTask={onLinkTask} {...change} />
      </LabContext>
    </MessagesProvider>
  );
}

function labAt(run: RunState, shown: Shown): LabInHand {
  const { scenario, atMs, nowMs = run.atMs, liveMs = run.atMs, canSteer = true } = shown;
  const actions = {
    ...NO_ACTIONS,
    setStrategy: shown.onStrategy ?? vi.fn(),
    actOnWorker: shown.onActOnWorker ?? vi.fn(),
    send: (command: LabCommand) => {
      if (command.type === "add-worker") shown.onAddWorker?.(command.arm);
      return Promise.resolve(true);
    },
  };
  return {
    scenario,
    phase: shown.phase ?? (atMs === null ? "idle" : "running"),
    release: null,
    isRunOn: atMs !== null,
    can: () => canSteer,
    actions,
    connection: nowhere,
    log: logOf(run),
    plan: createPlan({ send: () => Promise.resolve(ok(null)), tab: "t" }),
    clock: {
      ...createPlaybackClock(() => 0),
      seek: shown.onSeek ?? vi.fn(),
      follow: shown.onFollow ?? vi.fn(),
    },
    ticker: createStore({ nowMs, liveMs }),
    ...shown.lab,
  };
}

const nowhere: LabInHand["connection"] = {
  ...createStore({ link: { state: "connected" }, roles: ["host"], lab: null, people: 1 } as const),
  open: () => () => undefined,
  send: () => Promise.resolve(ok(null)),
  reconnect: () => undefined,
};

/** A log that has been folded to this run. */
function logOf(run: RunState): LogStore<RunState> {
  const { runId } = run;
  return {
    ...createLogStore(runStateProjection),
    ...createStore({ runId, count: 1, state: run, pastCount: 1 }),
    stateAfter: () => run,
  };
}

const NO_ACTIONS: Omit<LabInHand["actions"], "setStrategy" | "actOnWorker" | "send"> = {
  runOrPause: vi.fn(),
  runAgain: vi.fn(),
  toStart: vi.fn(),
  step: vi.fn(),
  stepView: vi.fn(),
  setSpeed: vi.fn(),
  push: () => Promise.resolve(true),
  publishAstray: vi.fn(),
  publishBurst: () => Promise.resolve(true),
  resetAll: vi.fn(),
  undo: vi.fn(),
  redo: vi.fn(),
};
