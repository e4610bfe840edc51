import type { Guess } from "./stage-props.ts";
import { textWidth } from "./text-width.model.ts";
import type { TimeScale } from "./time-scale.model.ts";

interface GuessLineProps {
  readonly guess: Guess;
  readonly scale: TimeScale;
  readonly heightPx: number;
}

/** A prediction, through all lanes of an arena; nothing when it lies beyond them. */
export function GuessLine({ guess, scale, heightPx }: GuessLineProps) {
  const { atMs, text } = guess;
  if (atMs > scale.domainMs) return null;
  const width = textWidth(text, 12) + 16;
  const x = scale.toX(atMs);
  const left = Math.min(Math.max(x - width / 2, 0), scale.widthPx - width);
  const top = heightPx - 24;
  return (
    <g className="guess">
      <line x1={x} x2={x} y1={4} y2={heightPx} />
      <rect x={left} y={top} width={width} height={20} rx={4} />
      <text x={left + width / 2} y={top + 14} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}
