import { lazy, memo, Suspense } from "react";
import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ForMs } from "#shared/kernel/moment.ts";
import type { Ledger } from "#shared/run/ledger.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Standstill } from "#shared/run/standstill.ts";
import { ArenaFigure } from "./arena-figure.tsx";
import type { ArenaView } from "./arena-view.model.ts";
import { plotLeftPx, type StageLayout } from "#components/stage/stage-layout.model.ts";
import { useRunDrawing } from "#components/stage/use-run-drawing.ts";
import { strategyName } from "#components/words/strategy-name.ts";
import { StrategyBar } from "#components/stage/strategy/strategy-bar.tsx";
import type { StrategyKind } from "#components/stage/strategy/strategy-title.model.ts";

/** After the first picture: it is to be read at leisure. */
const ArenaLint = lazy(() =>
  import("#components/stage/notes/arena-lint.tsx").then(({ ArenaLint: lint }) => ({
    default: lint,
  })),
);

interface ArenaHeaderProps {
  readonly view: ArenaView;
  readonly kind: StrategyKind;
  readonly ledger: Ledger;
  readonly total: number;
  readonly run: RunState;
  readonly brokerDelayMs: ForMs;
  /** Why it can't end by itself. */
  readonly standstill: Standstill | null;
  readonly layout: StageLayout;
  /** Without its settings. */
  readonly plain: boolean;
  /** Only what there is to know: the rest is said elsewhere. */
  readonly bare: boolean;
  /** In place of the strategy's gloss. */
  readonly caption: string | undefined;
}

/** What the figure at the right takes of a header. */
const RESULT_PX = 190;

/** Which strategy this is, its settings, and how it does. */
export const ArenaHeader = memo(function ArenaHeader(props: ArenaHeaderProps) {
  const { view, kind, ledger, total, run, layout } = props;
  const { scenario, can, isRunOn, ask } = useLab();
  const canSteer = can("set-strategy");
  const drawing = useRunDrawing();
  const messages = useMessages();
  const { stage } = messages;
  const { gloss } = stage.strategy[kind];
  const { title, detail } = strategyName(messages, kind, view.strategy);
  const phone = layout.mode === "phone";
  const narrow = phone || layout.mode === "narrow";
  const [before, inOther, after] = gloss;

  const settings = !props.plain && view.plan && (
    <StrategyBar
      arm={view.arm}
      strategy={view.plan.strategy}
      running={view.state?.strategy ?? null}
      mode={layout.mode}
      locked={!canSteer}
      onChange={(strategy) => {
        void ask({ type: "set-strategy", arm: view.arm, strategy });
      }}
    />
  );

  const notes = view.plan && (
    <Suspense fallback={null}>
      <ArenaLint
        view={view}
        standstill={props.standstill}
        scenario={scenario}
        plain={props.plain}
        widthPx={narrow ? null : layout.plotPx - RESULT_PX}
        canSteer={canSteer}
        canAct={isRunOn && run.brokerLost === null}
      />
    </Suspense>
  );

  if (props.bare) return notes;
  return (
    <>
      <header
        className={`relative flex items-center ${phone ? "gap-2 pt-2.5 pb-2" : "h-14 gap-3 pt-1"}`}
      >
        <div
          className={`flex items-center gap-3 ${narrow ? "min-w-0" : "flex-none"}`}
          style={narrow ? undefined : { width: plotLeftPx(layout) - 12 }}
        >
          <span className="grid size-6 flex-none place-items-center rounded-[5px] border-[1.5px] border-ink text-body font-bold">
            {view.arm}
          </span>
          <div className="min-w-0">
            <h2 className={`truncate leading-[1.2] ${phone ? "text-[16px]" : "text-title"}`}>
              {title}
              {!phone && <span className="font-normal text-ink-2"> {detail}</span>}
            </h2>
            <p className={`truncate text-ink-2 ${phone ? "text-body" : "text-small"}`}>
              {phone || props.caption !== undefined ? (
                (props.caption ?? detail)
              ) : (
                <>
                  {before}
                  <span lang={stage.glossLanguage}>{inOther}</span>
                  {after}
                </>
              )}
            </p>
          </div>
        </div>
        {!phone && settings}
        {drawing === null || run.runId === null ? (
          <ArenaFigure finishMs={null} done={ledger.done} total={total} small={phone} />
        ) : (
          <drawing.ResultNow
            run={run}
            arm={view.arm}
            ledger={ledger}
            total={total}
            brokerDelayMs={props.brokerDelayMs}
            small={phone}
          />
        )}
        {!narrow && (
          <div className="absolute top-[44px]" style={{ left: plotLeftPx(layout) }}>
            {notes}
          </div>
        )}
      </header>
      {phone && settings && <div className="flex pb-1.5">{settings}</div>}
      {narrow && notes}
    </>
  );
});
