import { useNowMs } from "#client/time/use-stage-time.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { AtMs, ForMs } from "#shared/kernel/moment.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { rowExtents, type ArenaNote } from "#components/stage/notes/arena-notes.ts";
import { isOnBound, type Lead } from "./finish.model.ts";
import { GuessLine } from "./guess-line.tsx";
import { placeLabels } from "./overlay.model.ts";
import type { Guess } from "./stage-props.ts";
import { textWidth } from "./text-width.model.ts";
import type { TimeScale } from "./time-scale.model.ts";

/** A line through the lanes: where it stands, and how long after the first publication that is. */
export interface TimeLine {
  readonly atMs: AtMs;
  readonly forMs: ForMs;
}

interface StageOverlayProps {
  readonly scale: TimeScale;
  readonly heightPx: number;
  /** Baseline of the labels of the second row; `null` when there is none to use. */
  readonly secondRowY: number | null;
  readonly run: RunState;
  /** Past this, where everything is over, now no longer matters. */
  readonly overAtMs: AtMs | null;
  readonly bound: TimeLine | null;
  readonly finish: TimeLine | null;
  /** How close to the bound a finish is on it. */
  readonly withinMs: ForMs;
  readonly lead: Lead | null;
  readonly guess: Guess | null;
  readonly notes: readonly ArenaNote[];
  readonly labelled: boolean;
}

const TOP_Y = 15;

/** The lines that go through all lanes of an arena, with their labels. */
export function StageOverlay(props: StageOverlayProps) {
  const { scale, heightPx, secondRowY, run, bound, finish, lead } = props;
  const { guess } = props;
  const { overlay } = useMessages().stage;
  const { toX } = scale;
  const tie =
    finish !== null && bound !== null && isOnBound(finish.forMs, bound.forMs, props.withinMs);
  const wanted = [
    ...(finish === null
      ? []
      : [
          {
            kind: "finish" as const,
            atMs: finish.atMs,
            side: "start" as const,
            text: tie
              ? overlay.finishedOnBound(seconds(finish.forMs))
              : overlay.finished(seconds(finish.forMs)),
          },
        ]),
    ...(bound === null || tie || bound.atMs > scale.domainMs
      ? []
      : [
          {
            kind: "bound" as const,
            atMs: bound.atMs,
            side: "start" as const,
            text: overlay.lowerBound(seconds(bound.forMs)),
          },
        ]),
  ];
  // A line through a word is hard to read.
  const guessed = guess ? [{ from: toX(guess.atMs), to: toX(guess.atMs) }] : [];
  const labels = props.labelled
    ? placeLabels(wanted, scale, {
        taken: [TOP_Y, secondRowY ?? TOP_Y].map((y) => [...rowExtents(props.notes, y), ...guessed]),
        rows: secondRowY === null ? 1 : 2,
      })
    : [];

  return (
    <svg
      className="pointer-events-none absolute top-0 right-0 overflow-visible"
      width={scale.widthPx}
      height={heightPx}
      aria-hidden="true"
    >
      {bound && (
        <line
          className="line-bound"
          x1={toX(bound.atMs)}
          x2={toX(bound.atMs)}
          y1={0}
          y2={heightPx}
        />
      )}
      {finish && (
        <line
          className="line-finish"
          x1={toX(finish.atMs)}
          x2={toX(finish.atMs)}
          y1={tie ? 0 : 6}
          y2={heightPx - 4}
        />
      )}
      {run.runId !== null && (
        <NowLine run={run} overAtMs={props.overAtMs} scale={scale} heightPx={heightPx} />
      )}
      {guess && <GuessLine guess={guess} scale={scale} heightPx={heightPx} />}
      {labels.map(({ kind, text, x, anchor, row }) => (
        <text
          key={kind}
          className={`label-${kind}`}
          x={x}
          y={row === 0 ? TOP_Y : (secondRowY ?? TOP_Y)}
          textAnchor={anchor}
        >
          {text}
        </text>
      ))}
      {props.notes.map(({ key, x, y, text, tone }) => (
        <text key={key} className={`note-text note-${tone}`} x={x} y={y}>
          {text}
        </text>
      ))}
      {lead && <Sooner lead={lead} scale={scale} midY={heightPx / 2} />}
    </svg>
  );
}

type NowLineProps = Pick<StageOverlayProps, "run" | "overAtMs" | "scale" | "heightPx">;

function NowLine({ run, overAtMs, scale, heightPx }: NowLineProps) {
  const nowMs = useNowMs(run);
  if (overAtMs !== null && nowMs > overAtMs + 10) return null;
  const x = scale.toX(nowMs);
  // Nothing is measured any more while the broker is away.
  const frozen = run.brokerLost === null ? "" : "line-frozen";
  return <line className={`line-now ${frozen}`} x1={x} x2={x} y1={0} y2={heightPx} />;
}

/** How much sooner the first arena was done than the last. */
function Sooner({
  lead,
  scale,
  midY,
}: {
  readonly lead: Lead;
  readonly scale: TimeScale;
  readonly midY: number;
}) {
  const { overlay } = useMessages().stage;
  const text = overlay.sooner(seconds(lead.toMs - lead.fromMs));
  const [from, to] = [scale.toX(lead.fromMs), scale.toX(lead.toMs)];
  const width = textWidth(text, 13) + 22;
  const roomy = to - from > width + 32;
  const x = roomy ? (from + to) / 2 : Math.min(from + 12 + width / 2, scale.widthPx - width / 2);
  return (
    <g className="sooner">
      {roomy && (
        <path
          d={`M${from + 4} ${midY}H${to - 4}M${from + 10} ${midY - 4}l-6 4 6 4M${to - 10} ${midY - 4}l6 4-6 4`}
        />
      )}
      <rect x={x - width / 2} y={midY - 13} width={width} height={26} rx={13} />
      <text x={x} y={midY + 4.5} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}
