import { memo } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { ArmState, Attempt } from "#shared/run/run-state.ts";
import type { ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { LaneWorker } from "./arena-view.model.ts";
import { HeldBuffer } from "./held-buffer.tsx";
import { idleStretches } from "./idle.model.ts";
import { LaneSvg } from "./lane-svg.tsx";
import type { LaneSize, StageLayout } from "./stage-layout.model.ts";
import type { TimeScale } from "./time-scale.model.ts";
import { statusWords } from "./status-words.ts";
import { WorkerHead } from "./worker-head.tsx";
import { speedOf, workerStatus } from "./worker-status.model.ts";

interface WorkerRowProps {
  readonly armId: ArmId;
  readonly arm: ArmState | null;
  readonly lane: LaneWorker;
  readonly attempts: readonly Attempt[];
  readonly metrics: ArmMetrics | undefined;
  readonly nowMs: number;
  readonly lastEventMs: number;
  readonly ended: boolean;
  readonly layout: StageLayout;
  readonly size: LaneSize;
  readonly scale: TimeScale;
  readonly canSteer: boolean;
  readonly linkedTask: TaskNumber | null;
  readonly onLink: (task: TaskNumber | null) => void;
  readonly onSpeed: (arm: ArmId, worker: WorkerId, speed: number) => void;
  readonly onRemove: (arm: ArmId, worker: WorkerId) => void;
}

/**
 * One worker: who it is, what it holds, and its lane. `nowMs` may stand still for a worker that
 * does nothing; then nothing of its row is drawn again.
 */
export const WorkerRow = memo(function WorkerRow(props: WorkerRowProps) {
  const { armId, arm, lane, attempts, metrics, nowMs, layout, size, scale } = props;
  const { linkedTask, onLink, lastEventMs } = props;
  const messages = useMessages();
  const idle =
    arm && metrics ? idleStretches(arm, metrics, lane.worker, { nowMs, lastEventMs }) : NOT_IDLE;
  const status = workerStatus(lane, {
    arm,
    attempts,
    nowMs,
    idle: idle.some(({ open }) => open),
    ended: props.ended,
  });
  const gone = lane.state?.leftAtMs != null && status.kind !== "free";
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
      className={phone ? "flex" : "flex border-line [&+&]:border-t"}
      style={{ height: size.heightPx }}
    >
      <div className="flex-none overflow-hidden" style={{ width: layout.workerPx }}>
        {phone ? (
          <b
            className="block text-body font-semibold"
            style={{ paddingTop: size.barTopPx + size.barPx / 2 - 9 }}
          >
            {lane.worker}
          </b>
        ) : (
          <WorkerHead
            arm={armId}
            worker={lane.worker}
            speed={speedOf(lane)}
            {...statusWords(messages, status)}
            detail={merged && size.detail === "full" ? "two" : size.detail}
            actions={props.canSteer && !gone && lane.plan !== null}
            onSpeed={props.onSpeed}
            onRemove={props.onRemove}
            below={merged && size.detail === "full" && buffer(3)}
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
        {arm && (
          <LaneSvg
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
