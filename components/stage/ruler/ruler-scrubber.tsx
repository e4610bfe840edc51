import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useLiveMs, useMeasuresNow, useNowMs } from "#client/time/use-stage-time.ts";
import { useLab } from "#client/use-lab.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { RulerMarks } from "./ruler-marks.tsx";
import { rulerLines, seekByKey, type Flag } from "./ruler.model.ts";
import { textWidth } from "#components/stage/text-width.model.ts";
import { ticks, type TimeScale } from "#components/stage/time-scale.model.ts";

interface RulerScrubberProps {
  /** Without one there is no time to go to. */
  readonly run: RunState;
  /** In the order they stand in. */
  readonly arms: readonly { readonly arm: ArmId }[];
  readonly scale: TimeScale;
  readonly flags: readonly Flag[];
  /** A finger's width instead of a pointer's, without marks. */
  readonly phone: boolean;
}

/** Height of a line of marks, and of the ruler below them, px. */
const LINE_PX = 11;
const AXIS_PX = 32;

/** The ruler under all lanes; dragging it moves the viewed moment. */
export function RulerScrubber(props: RulerScrubberProps) {
  const { run, arms, scale, flags, phone } = props;
  const { clock, ask } = useLab();
  const [nowMs, liveMs] = [useNowMs(run), useLiveMs(run)];
  const metrics = useMeasuresNow(run);
  const lines = useMemo(
    () =>
      run.runId === null
        ? arms.map(({ arm }) => ({ arm, marks: [] }))
        : rulerLines(run, metrics, scale),
    [run, arms, metrics, scale],
  );
  const { ruler } = useMessages().stage;
  const element = useRef<SVGSVGElement>(null);
  const endMs = liveMs ?? 0;
  const axisY = phone ? 4 : 4 + Math.max(lines.length, 2) * LINE_PX + 4;
  const heightPx = axisY + AXIS_PX;
  const nowX = scale.toX(Math.min(nowMs, scale.domainMs));
  const liveX = scale.toX(Math.min(endMs, scale.domainMs));

  const seekTo = (event: PointerEvent) => {
    const left = element.current?.getBoundingClientRect().left ?? 0;
    clock.seek(Math.min(scale.toMs(event.clientX - left), endMs));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = { ArrowRight: 1, ArrowLeft: -1 }[event.key] as 1 | -1 | undefined;
    const atMs = seekByKey(event, { nowMs, endMs });
    if (atMs === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (arrow !== undefined && !event.shiftKey) {
      void ask({ type: "step-event", direction: arrow });
    } else clock.seek(atMs);
  };

  return (
    <svg
      ref={element}
      className="ruler block overflow-visible"
      width={scale.widthPx}
      height={heightPx}
      role="slider"
      tabIndex={0}
      aria-label={ruler.name}
      aria-valuemin={0}
      aria-valuemax={Math.round(endMs / 100) / 10}
      aria-valuenow={Math.round(nowMs / 100) / 10}
      aria-valuetext={ruler.value(seconds(nowMs))}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
      }}
    >
      <rect className="fill-transparent" x={-12} width={scale.widthPx + 24} height={heightPx} />
      {!phone && <RulerMarks lines={lines} flags={flags} scale={scale} linePx={LINE_PX} />}
      <Axis scale={scale} y={axisY} skipX={nowX} unit={ruler.seconds} phone={phone} />
      <line className="ruler-track" x1={0} x2={scale.widthPx} y1={axisY} y2={axisY} />
      {liveX > nowX && <line className="ruler-known" x1={nowX} x2={liveX} y1={axisY} y2={axisY} />}
      <line className="ruler-past" x1={0} x2={nowX} y1={axisY} y2={axisY} />
      {!phone && <line className="line-now" x1={nowX} x2={nowX} y1={-2} y2={axisY} />}
      <circle className="ruler-handle" cx={nowX} cy={axisY} r={6.5} />
      <NowPill x={nowX} y={axisY + 10} text={ruler.seconds(seconds(nowMs))} />
    </svg>
  );
}

interface AxisProps {
  readonly scale: TimeScale;
  readonly y: number;
  /** Numbers this near to it give way. */
  readonly skipX: number;
  readonly unit: (text: string) => string;
  readonly phone: boolean;
}

function Axis({ scale, y, skipX, unit, phone }: AxisProps) {
  return ticks(scale).map(({ atMs, major }) => {
    const x = scale.toX(atMs);
    const value = String(atMs / 1000);
    return (
      <g key={atMs}>
        {!phone && (
          <line
            className={major ? "stroke-ink-2" : "stroke-control"}
            x1={x}
            x2={x}
            y1={y}
            y2={y + (major ? 8 : 5)}
          />
        )}
        {major && Math.abs(x - skipX) > 38 && (
          <text
            className="fill-ink-2 text-small"
            x={x}
            y={y + 22}
            textAnchor={atMs === 0 ? "start" : x > scale.widthPx - 8 && phone ? "end" : "middle"}
          >
            {atMs === 0 ? unit(value) : value}
          </text>
        )}
      </g>
    );
  });
}

function NowPill({
  x,
  y,
  text,
}: {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}) {
  const width = Math.max(50, textWidth(text, 12) + 16);
  return (
    <>
      <rect className="ruler-pill" x={x - width / 2} y={y} width={width} height={20} rx={10} />
      <text className="ruler-now" x={x} y={y + 14} textAnchor="middle">
        {text}
      </text>
    </>
  );
}
