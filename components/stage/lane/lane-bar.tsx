import { memo } from "react";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { barFace } from "./bar-face.model.ts";
import type { BarKind } from "./lane.model.ts";
import { LOOP_PATH } from "#components/stage/mark-icon.tsx";

export interface LaneBarProps {
  readonly barKey: string;
  readonly kind: BarKind;
  readonly task: TaskNumber;
  /** How many tasks it stands for: more than one where bars got too thin to tell apart. */
  readonly count: number;
  /** Left edge and width on the clock, px; 1 px at either side stays free. */
  readonly x: number;
  readonly width: number;
  /** Where now is, for a bar that grows. */
  readonly nowX: number | null;
  readonly top: number;
  readonly height: number;
  readonly fontPx: number;
  /** Too small for dots, ticks and the narrowest numbers. */
  readonly plain: boolean;
  readonly dots: number;
  readonly redelivered: boolean;
  readonly outside: boolean;
  readonly numbered: boolean;
  readonly linked: boolean;
  readonly label: string;
  readonly tabIndex: 0 | -1;
  readonly onLink: (task: TaskNumber | null) => void;
}

/** A task in a lane. Left of now it is solid; right of it, an outline. */
export const LaneBar = memo(function LaneBar(props: LaneBarProps) {
  const { task, x, width, top, height, label, linked, onLink } = props;
  const inner = { x: x + 1, y: top, width: Math.max(width - 2, 0.5), height, rx: 3 };
  return (
    <g role="listitem">
      <g
        role="button"
        aria-label={label}
        data-rove={props.barKey}
        tabIndex={props.tabIndex}
        className="lane-bar"
        onPointerEnter={() => {
          onLink(task);
        }}
        onPointerLeave={() => {
          onLink(null);
        }}
        onFocus={() => {
          onLink(task);
        }}
        onBlur={() => {
          onLink(null);
        }}
      >
        {props.redelivered && <title>{label}</title>}
        {linked && (
          <rect
            className="bar-linked"
            x={x - 3}
            y={top - 6}
            width={width + 6}
            height={height + 12}
            rx={6}
          />
        )}
        <Ground {...props} inner={inner} />
        <Face {...props} />
        <rect className="bar-focus" {...inner} />
      </g>
    </g>
  );
});

interface Inner {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rx: number;
}

function Ground({
  kind,
  x,
  width,
  nowX,
  numbered,
  inner,
}: LaneBarProps & { readonly inner: Inner }) {
  switch (kind) {
    case "running": {
      const solid = Math.min(Math.max((nowX ?? x) - x, 0), width);
      return (
        <>
          <rect className="bar-rest" {...inner} />
          {solid > 0 && (
            <svg x={x} y={inner.y - 2} width={solid} height={inner.height + 4}>
              <rect className="bar-running" {...inner} x={1} y={2} />
            </svg>
          )}
        </>
      );
    }
    case "held":
      return (
        <>
          <rect className="bar-under" {...inner} />
          <rect className="bar-held" {...inner} />
        </>
      );
    case "lost-ahead": {
      const beside = !numbered || width > 46;
      const mid = { x: x + width / 2, y: inner.y + inner.height * (beside ? 0.5 : 0.68) };
      const arm = Math.min(6, inner.height / 3);
      return (
        <>
          <rect className="bar-lost-ahead" {...inner} />
          {width > 28 && (beside || inner.height >= 34) && (
            <path
              className="bar-lost-cross"
              d={`M${mid.x - arm} ${mid.y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`}
            />
          )}
        </>
      );
    }
    default:
      return <rect className={`bar-${kind}`} {...inner} />;
  }
}

/** Number, dots, tick and cap. */
function Face(props: LaneBarProps) {
  const { kind, x, width, nowX, top, height, fontPx, redelivered } = props;
  const face = barFace({ ...props, solidPx: nowX === null ? width : nowX - x });
  const ahead = (cx: number) => nowX !== null && cx > nowX;
  return (
    <>
      {redelivered && face.capPx > 0 && (
        <Cap x={x + 1} top={top} height={height} width={face.capPx} />
      )}
      {face.number && props.numbered && (
        <>
          {(kind === "held" || kind === "lost") && (
            <rect
              className={`bar-plate-${kind}`}
              x={face.number.x - (face.number.anchor === "middle" ? face.number.width / 2 : 0) - 3}
              y={face.number.y - fontPx - 1}
              width={face.number.width + 6}
              height={fontPx + 4}
              rx={2}
            />
          )}
          <text
            className={`bar-number ${face.number.onSolid ? "bar-number-on" : `bar-number-${kind}`}`}
            x={face.number.x}
            y={face.number.y}
            textAnchor={face.number.anchor}
            style={{ fontSize: fontPx }}
          >
            {face.number.text}
          </text>
        </>
      )}
      {(kind === "done" || kind === "running") &&
        face.dots.map((cx) => (
          <circle
            key={cx}
            className={kind === "done" ? "dot-done" : ahead(cx) ? "dot-ahead" : "dot-running"}
            cx={cx}
            cy={top + height * 0.68}
            r={2.4}
          />
        ))}
      {kind === "done" && face.tick && (
        <path className="bar-tick" d={`M${face.tick.x} ${face.tick.y}l2.6 2.6 4.6-5.2`} />
      )}
    </>
  );
}

function Cap({
  x,
  top,
  height,
  width,
}: {
  readonly x: number;
  readonly top: number;
  readonly height: number;
  readonly width: number;
}) {
  return (
    <>
      <rect className="bar-cap" x={x} y={top} width={width} height={height} rx={3} />
      {width >= 12 && height >= 16 && (
        <g
          transform={`translate(${x + (width - 10) / 2} ${top + height / 2 - 5}) scale(.62)`}
          className="bar-loop"
        >
          <path d={LOOP_PATH} />
        </g>
      )}
    </>
  );
}
