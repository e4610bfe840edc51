import type { ReactNode } from "react";

interface PanelProps {
  readonly title: string;
  readonly unit?: string;
  /** What it would say with more room. */
  readonly unitInFull?: string;
  /** The panel's numbers in one sentence, for who does not see it. */
  readonly description: string;
  /** There is something in it to go to and read: it is no picture, then. */
  readonly interactive?: boolean;
  readonly children: ReactNode;
}

/** One of the panels under the stage: its name, its unit, its picture. */
export function Panel({
  title,
  unit,
  unitInFull = unit,
  description,
  interactive,
  children,
}: PanelProps) {
  return (
    <section className="flex min-w-0 flex-col border-line px-[26px] pt-2.5 pb-1 max-lg:border-t lg:border-l lg:first:border-l-0 lg:first:pl-0 lg:last:pr-0 max-lg:px-0">
      {/* A second line of the unit stands in the air above the picture: nothing moves when it comes. */}
      <h3 className="flex h-[18px] items-baseline justify-between gap-2 text-body tracking-normal">
        <span className="flex-none whitespace-nowrap">{title}</span>
        {unit !== undefined && (
          <span
            title={unitInFull}
            className="line-clamp-2 text-right text-small leading-[13px] font-normal text-ink-2 lg:max-xl:hidden"
          >
            {unit}
          </span>
        )}
      </h3>
      <div
        role={interactive ? "group" : "img"}
        aria-label={description}
        className="relative flex-1"
      >
        {children}
      </div>
    </section>
  );
}

/** Height of one arena's row, px: two fill the panel, four still fit it. */
export function rowHeight(arms: number): number {
  return arms <= 2 ? 36 : arms === 3 ? 26 : 22;
}

interface PanelRowsProps {
  readonly names: readonly string[];
  readonly rowPx: number;
  /** At the right end of each row. */
  readonly values?: readonly ReactNode[];
  readonly chart: ReactNode;
}

/** Rows with an arena's letter in front, a chart across all of them, and a value behind. */
export function PanelRows({ names, rowPx, values, chart }: PanelRowsProps) {
  return (
    <div className="flex">
      <ul className="w-6 flex-none">
        {names.map((name) => (
          <li
            key={name}
            style={{ height: rowPx }}
            className="flex items-center text-body font-bold"
          >
            {name}
          </li>
        ))}
      </ul>
      <div className="min-w-0 flex-1">{chart}</div>
      {values !== undefined && (
        <ul className="w-[72px] flex-none">
          {names.map((name, i) => (
            <li
              key={name}
              style={{ height: rowPx }}
              className="flex items-center justify-end text-[14px] font-semibold whitespace-nowrap"
            >
              {values[i]}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
