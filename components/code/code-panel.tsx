import { useEffect } from "react";
import { showArm } from "#client/actions/in-hand.ts";
import { useLanguage } from "#components/i18n/messages-provider.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { ToggleSwitch } from "#components/ui/toggle-switch.tsx";
import { codeMessagesIn } from "#shared/messages/code.ts";
import { mostAtATime, type ArmId, type Scenario } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { arenaProgram } from "./arena-program.model.ts";
import type { CodeView } from "./code-view.ts";
import { ProgramView } from "./program-view.tsx";
import { SettingGuide } from "./setting-guide.tsx";

interface CodePanelProps {
  readonly scenario: Scenario;
  /** Of our own broker; `null` for another. */
  readonly url: string | null;
  readonly canSteer: boolean;
  readonly view: CodeView;
  readonly onView: (view: CodeView) => void;
  readonly onStrategy: (arm: ArmId, strategy: Strategy) => void;
}

const ROLES = ["producer", "worker"] as const;

/** An arena's strategy as the programs one would write: pressing a marked line changes both. */
export function CodePanel({ scenario, url, canSteer, view, onView, onStrategy }: CodePanelProps) {
  const words = codeMessagesIn(useLanguage().language);
  const { arms, workload } = scenario;
  const [first] = arms;
  const arm = arms.find((one) => one.arm === view.arm) ?? first;
  const shown = arm?.arm;

  // The panel takes much of the stage's room: what remains shows the arena whose code this is.
  useEffect(() => {
    if (shown !== undefined) showArm(document, shown);
  }, [shown]);

  if (first === undefined || arm === undefined) return null;

  const { panel } = words;
  const { language } = view;
  const isFirst = arm === first;
  const diff = view.diff && !isFirst;
  const transaction = view.transaction && language === "python";
  const programs = ROLES.map((role) => ({
    role,
    program: arenaProgram(
      language,
      role,
      { arm, first, workload, url, transaction },
      words.program,
    ),
  }));
  const isSame = programs.every(({ program: { lines } }) =>
    lines.every(({ instead }) => instead === null),
  );
  const atATime = mostAtATime(arm.workers);
  const said = transaction
    ? panel.transactionIs
    : atATime > 1
      ? panel.fewerAtOnce(atATime)
      : language === "javascript" && panel.noTransaction;
  const marking = {
    arm: arm.arm,
    strategy: arm.strategy,
    canSteer,
    words,
    onStrategy: (strategy: Strategy) => {
      onStrategy(arm.arm, strategy);
    },
  };

  return (
    <div
      data-arm={arm.arm}
      role="group"
      aria-label={panel.label(arm.arm)}
      className="flex h-[min(620px,80dvh)] flex-col border-t border-line lg:h-[min(430px,46dvh)]"
    >
      <div className="flex flex-none flex-wrap items-center gap-x-5 gap-y-2 px-6 py-1.5 max-sm:px-4">
        <div className="flex items-center gap-2">
          <span id="code-arena" className="text-small text-ink-2">
            {panel.arm}
          </span>
          <Segmented
            label={panel.arm}
            labelledBy="code-arena"
            value={arm.arm}
            options={arms.map((one) => ({ value: one.arm, text: one.arm }))}
            onChange={(chosen) => {
              onView({ ...view, arm: chosen });
            }}
          />
        </div>
        <Segmented
          label={panel.language}
          value={language}
          options={(["python", "javascript"] as const).map((value) => ({
            value,
            text: panel.languages[value],
          }))}
          onChange={(chosen) => {
            onView({ ...view, language: chosen });
          }}
        />
        <div className="min-[1180px]:hidden">
          <Segmented
            label={panel.role}
            value={view.role}
            options={ROLES.map((value) => ({ value, text: panel.roles[value] }))}
            onChange={(role) => {
              onView({ ...view, role });
            }}
          />
        </div>
        {language === "python" && (
          <ToggleSwitch
            label={panel.transaction}
            on={transaction}
            onChange={(on) => {
              onView({ ...view, transaction: on });
            }}
          />
        )}
        {!isFirst && (
          <ToggleSwitch
            label={panel.diff}
            on={diff}
            onChange={(on) => {
              onView({ ...view, diff: on });
            }}
          />
        )}
        <span role="status" className="text-small text-ink-2">
          {diff && isSame && panel.noDiff}
          {!diff && said}
        </span>
      </div>
      <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)] border-t border-line min-[1180px]:grid-cols-[264px_minmax(0,1fr)_minmax(0,1fr)]">
        <SettingGuide strategy={arm.strategy} words={words} canSteer={canSteer} />
        {programs.map(({ role, program }) => (
          <ProgramView
            key={role}
            program={program}
            library={panel.library[language]}
            diff={diff}
            marking={marking}
            className={`min-[1180px]:border-l min-[1180px]:border-line ${role === view.role ? "" : "max-[1179px]:hidden"}`}
          />
        ))}
      </div>
    </div>
  );
}
