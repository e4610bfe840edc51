import type { ReactNode } from "react";
import { useElementWidth } from "#components/stage/use-element-width.ts";

/** A piece's place in its row, px. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface StackedRowsProps {
  /** One row an arena or a measure; each as wide as the panel, however much its pieces add up to. */
  readonly rows: readonly { readonly key: string; readonly pieces: readonly number[] }[];
  readonly rowPx: number;
  readonly barPx: number;
  readonly draw: (row: number, piece: number, box: Box) => ReactNode;
}

/** Shares of a whole, side by side, with a gap of a pixel between two. */
export function StackedRows({ rows, rowPx, barPx, draw }: StackedRowsProps) {
  const [widthPx, ref] = useElementWidth(240);
  return (
    <div ref={ref} className="w-full">
      <svg aria-hidden className="block" width={widthPx} height={rowPx * rows.length}>
        {rows.map(({ key, pieces }, row) => {
          const total = pieces.reduce((sum, piece) => sum + piece, 0);
          return (
            <g key={key}>
              {pieces.map((piece, i) => {
                if (total <= 0 || piece <= 0) return null;
                const before = pieces.slice(0, i).reduce((sum, one) => sum + one, 0);
                const box = {
                  x: (before / total) * widthPx + 0.5,
                  y: row * rowPx + (rowPx - barPx) / 2,
                  width: Math.max(0, (piece / total) * widthPx - 1),
                  height: barPx,
                };
                return <g key={i}>{draw(row, i, box)}</g>;
              })}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
