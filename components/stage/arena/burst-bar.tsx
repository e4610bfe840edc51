import { grouped } from "#components/i18n/format.ts";
import { useLanguage } from "#components/i18n/messages-provider.tsx";
import { burstMessagesIn } from "#shared/messages/burst.ts";
import { burstFigures, type BurstState } from "#shared/run/burst.ts";
import { outlivesBroker } from "#shared/scenario/queue-settings.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { burstSentence } from "#components/words/burst-sentence.ts";
import { plotLeftPx, type StageLayout } from "#components/stage/stage-layout.model.ts";
import { StateSwatch, type SwatchState } from "#components/stage/state-swatch.tsx";

interface BurstBarProps {
  readonly arm: ArmId;
  readonly burst: BurstState;
  readonly layout: StageLayout;
}

/** What a publisher knows of its burst, and under it, on the same scale, what there is. */
export function BurstBar({ arm, burst, layout }: BurstBarProps) {
  const words = burstMessagesIn(useLanguage().language);
  const { confirmed, unconfirmed, survived, lost } = burstFigures(burst);
  const phone = layout.mode === "phone";
  const left = phone ? 0 : plotLeftPx(layout);
  const known: Part = outlivesBroker(burst)
    ? { state: "done", word: words.safe, count: confirmed }
    : { state: "returned", word: words.confirmed, count: confirmed };
  return (
    <section
      aria-label={words.name(arm)}
      data-burst={arm}
      className={`pt-2 pb-2.5 text-small ${phone ? "" : "relative"}`}
    >
      <h3
        className={phone ? "mb-1 text-small font-semibold" : "absolute text-small font-semibold"}
        style={phone ? undefined : { width: left - 120 }}
      >
        {words.title(grouped(burst.count), burst.confirms)}
      </h3>
      <div style={{ marginLeft: left }}>
        <Row
          label={words.knows}
          total={burst.count}
          phone={phone}
          parts={[known, { state: "held", word: words.open, count: unconfirmed }]}
        />
        {survived !== null && lost !== null && (
          <Row
            label={words.left}
            total={burst.count}
            phone={phone}
            parts={[
              { state: "done", word: words.survived, count: survived },
              { state: "lost", word: words.lost, count: lost },
            ]}
          />
        )}
        <p role="status" className="mt-1 text-pretty text-ink-2">
          {burstSentence(words, burst)}
        </p>
      </div>
    </section>
  );
}

interface Part {
  readonly state: SwatchState;
  readonly word: string;
  readonly count: number;
}

interface RowProps {
  readonly label: string;
  readonly parts: readonly Part[];
  readonly total: number;
  readonly phone: boolean;
}

function Row({ label, parts, total, phone }: RowProps) {
  return (
    <div
      role="group"
      aria-label={label}
      className={
        phone ? "mb-1.5" : "grid h-[22px] grid-cols-[minmax(0,1fr)_280px] items-center gap-x-4"
      }
    >
      <div className={phone ? "mb-1 flex justify-between gap-2" : "contents"}>
        {phone && <span className="text-ink-2">{label}</span>}
        <span className={`flex items-center gap-3 whitespace-nowrap ${phone ? "" : "order-2"}`}>
          {parts.map((part) => (
            <Figure key={part.word} {...part} />
          ))}
        </span>
      </div>
      <div
        aria-hidden
        className={`flex h-4 gap-px rounded-bar bg-sunken ${phone ? "" : "relative order-1"}`}
      >
        {!phone && (
          <span className="absolute right-full mr-3 leading-4 whitespace-nowrap text-ink-2">
            {label}
          </span>
        )}
        {parts.map(({ state, count, word }) => (
          <span
            key={word}
            className={`swatch swatch-${state} ${count === 0 ? "hidden!" : ""}`}
            style={{ width: `${(100 * count) / total}%`, minWidth: 3, height: 16 }}
          />
        ))}
      </div>
    </div>
  );
}

function Figure({ state, word, count }: Part) {
  const alarm = state === "lost" && count > 0;
  return (
    <span
      className={`flex items-center gap-[5px] ${alarm ? "font-semibold text-lost-text" : count === 0 ? "text-ink-3" : ""}`}
    >
      <StateSwatch state={state} />
      <b className={alarm || count === 0 ? "font-semibold" : "font-semibold text-ink"}>
        {grouped(count)}
      </b>
      {word}
    </span>
  );
}
