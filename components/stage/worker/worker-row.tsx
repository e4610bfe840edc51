import { memo, useMemo } from "react";
import { useMeasuresNow, useMovingMs } from "#client/time/use-stage-time.ts";
import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { moment } from "#shared/kernel/moment.ts";
import { toleranceMs } from "#shared/metrics/tolerance.ts";
import type { ArmState, Attempt, RunState } from "#shared/run/run-state.ts";
import type { ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { LaneWorker } from "#components/stage/arena/arena-view.model.ts";
import { HeldBuffer } from "./held-buffer.tsx";
import type { LaneSize, StageLayout } from "#components/stage/stage-layout.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";
import { useRunDrawing } from "#components/stage/use-run-drawing.ts";
import { statusWords } from "#components/words/status-words.ts";
import {
  concurrencyOf,
  planActs,
  runActs,
  speedOf,
  type LaneActs,
} from "#client/actions/worker-acts.ts";
import { ActMenu } from "./worker-acts.tsx";
import { WorkerHead } from "./worker-head.tsx";
import { isInMotion, noteworthyAgeS, workerStatus } from "./worker-status.model.ts";

interface WorkerRowProps {
  readonly armId: ArmId;
  readonly arm: ArmState | null;
  readonly lane: LaneWorker;
  readonly attempts: readonly Attempt[];
  readonly run: RunState;
  readonly layout: StageLayout;
  readonly size: LaneSize;
  readonly scale: TimeScale;
  readonly linkedTask: TaskNumber | null;
  readonly onLink: (task: TaskNumber | null) => void;
}

/**
 * One worker: who it is, what it holds, and its lane. Time stands still for a worker that does
 * nothing; then nothing of its row is drawn again.
 */
export const WorkerRow = memo(function WorkerRow(props: WorkerRowProps) {
  const { armId, arm, lane, attempts, run, layout, size, scale, linkedTask, onLink } = props;
  const { phase, can, isRunOn } = useLab();
  const nowMs = useMovingMs(run, !arm || isInMotion(lane, arm));
  const metrics = useMeasuresNow(run).get(armId);
  const messages = useMessages();
  const drawing = useRunDrawing();
  const idle =
    arm && metrics && drawing
      ? drawing.idleStretches(arm, metrics, lane.worker, {
          nowMs: moment(nowMs),
          lastEventMs: run.atMs,
          // A shorter stretch is no idleness one could see.
          leastMs: toleranceMs(run.speed),
        })
      : NOT_IDLE;
  const status = workerStatus(lane, {
    arm,
    attempts,
    nowMs,
    idle: idle.some(({ open }) => open),
    ended: phase === "closed",
  });
  const canSteer = can("act-on-worker");
  const brokerIsAway = run.brokerLost !== null;
  const acts = useMemo(
    () => laneActs(lane, arm, { canSteer, isRunOn, brokerIsAway }),
    [lane, arm, canSteer, isRunOn, brokerIsAway],
  );
  const phone = layout.mode === "phone";
  const merged = layout.bufferPx === 0 && !phone;
  const buffer = (room: number) => (
    <HeldBuffer
      armId={armId}
      arm={arm}
      lane={lane}
      room={room}
      linkedTask={linkedTask}
      onLink={onLink}
    />
  );

  return (
    <div
      role="group"
      aria-label={messages.chaos.row(lane.worker, armId)}
      data-worker={`${armId}.${lane.worker}`}
      tabIndex={-1}
      className={`flex -outline-offset-2 ${phone ? "" : "border-line [&+&]:border-t"}`}
      style={{ height: size.heightPx }}
    >
      <div className="flex-none overflow-hidden" style={{ width: layout.workerPx }}>
        {phone ? (
          <PhoneHead arm={armId} worker={lane.worker} acts={acts} size={size} />
        ) : (
          <WorkerHead
            arm={armId}
            worker={lane.worker}
            speed={speedOf(lane)}
            concurrency={concurrencyOf(lane)}
            {...statusWords(messages, status)}
            oldestS={noteworthyAgeS(lane, { arm, nowMs }, status)}
            detail={merged && size.detail === "full" ? "two" : size.detail}
            acts={acts}
            below={merged && size.detail === "full" ? buffer(3) : undefined}
          />
        )}
      </div>
      {layout.bufferPx > 0 && (
        <div
          className="flex flex-none flex-col overflow-hidden border-l border-line pr-1.5 pl-2 min-[1360px]:pr-2 min-[1360px]:pl-2.5"
          style={{ width: layout.bufferPx, paddingTop: bufferTopPx(size) }}
        >
          {buffer(tokenRoom(size))}
        </div>
      )}
      <div className="flex-none" style={{ width: scale.widthPx }}>
        {arm && drawing && (
          <drawing.LaneSvg
            arm={arm}
            lane={lane}
            attempts={attempts}
            idle={idle}
            nowMs={nowMs}
            scale={scale}
            size={size}
            phone={phone}
            linkedTask={linkedTask}
            onLink={onLink}
          />
        )}
      </div>
    </div>
  );
});

const NOT_IDLE = [] as const;

interface PhoneHeadProps {
  readonly arm: ArmId;
  readonly worker: WorkerId;
  readonly acts: LaneActs;
  readonly size: LaneSize;
}

/** A name, and behind it everything that can be done. */
function PhoneHead({ arm, worker, acts, size }: PhoneHeadProps) {
  const all = useMemo(() => [...acts.shown, ...acts.more], [acts]);
  return all.length > 0 ? (
    <ActMenu arm={arm} worker={worker} acts={all} look="name" />
  ) : (
    <b
      className="block text-body font-semibold"
      style={{ paddingTop: size.barTopPx + size.barPx / 2 - 9 }}
    >
      {worker}
    </b>
  );
}

function laneActs(
  lane: LaneWorker,
  arm: ArmState | null,
  {
    canSteer,
    isRunOn,
    brokerIsAway,
  }: Readonly<Record<"canSteer" | "isRunOn" | "brokerIsAway", boolean>>,
): LaneActs {
  if (!canSteer) return NO_ACTS;
  return isRunOn ? runActs(lane, arm, brokerIsAway) : planActs(lane);
}

const NO_ACTS: LaneActs = { shown: [], more: [] };

/** How many tokens a buffer shows before it says "+n". */
function tokenRoom({ heightPx }: LaneSize): number {
  if (heightPx >= 88) return 7;
  return heightPx >= 60 ? 3 : 0;
}

/** Level with the worker's name. */
function bufferTopPx({ heightPx }: LaneSize): number {
  if (heightPx >= 88) return (heightPx - 68) / 2;
  return heightPx >= 60 ? 4 : (heightPx - 20) / 2;
}
