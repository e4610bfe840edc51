import { useMemo } from "react";
import { USER_ACTIONS } from "#client/actions/user-actions.ts";
import { useLab } from "#client/use-lab.ts";
import { shortSeconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { workloadTotals } from "#shared/scenario/workload.ts";
import { FaultsButton } from "./faults-button.tsx";
import { PresetMenu } from "./preset-menu.tsx";
import { RawTextField } from "./raw-text-field.tsx";
import { Dots, TaskChips } from "./task-chips.tsx";
import { UndoButtons } from "./undo-buttons.tsx";

interface ComposerProps {
  readonly linkedTask: TaskNumber | null;
  readonly onLinkTask: (task: TaskNumber | null) => void;
}

const ONE_TO_NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const [first, , last] = USER_ACTIONS.push.shown;

/** The workload: what it is, and every way to add to it. */
export function Composer({ linkedTask, onLinkTask }: ComposerProps) {
  const { scenario, can, isRunOn, ask } = useLab();
  const canSteer = can("push-task");
  const { composer, off } = useMessages();
  const totals = useMemo(() => workloadTotals(scenario.workload), [scenario.workload]);

  return (
    <section
      aria-label={composer.label}
      title={canSteer ? undefined : off.viewer}
      className="flex h-[52px] flex-none items-center gap-3.5 border-b border-line bg-paper px-6 max-lg:px-4"
    >
      <h2 className="flex-none text-body tracking-normal max-sm:sr-only">{composer.label}</h2>
      <div className="flex min-w-0 items-center gap-1">
        <TaskChips
          workload={scenario.workload}
          locked={!canSteer || isRunOn}
          linkedTask={linkedTask}
          onLinkTask={onLinkTask}
          onRemove={(index) => void ask({ type: "remove-task", index })}
        />
        {canSteer && (
          <Menu
            label={composer.addTitle}
            trigger={
              <button
                type="button"
                aria-label={composer.addTask}
                title={composer.addTask}
                className="grid h-7 flex-none place-items-center rounded-[5px] border border-dashed border-control px-1.5 max-sm:h-11 max-sm:px-3 text-ink-2 hover:text-ink"
              >
                <Icon name="plus" size={14} />
              </button>
            }
            actions={[
              ...ONE_TO_NINE.map((dots) => ({
                key: String(dots),
                onSelect: () => {
                  void ask({ type: "push", dots });
                },
                content: (
                  <>
                    <span className="w-14">{composer.dots(dots)}</span>
                    <Dots count={dots} />
                  </>
                ),
              })),
              ...(isRunOn ? [false, true] : []).map((mandatory) => ({
                key: `astray ${mandatory}`,
                onSelect: () => {
                  void ask({ type: "publish-astray", text: composer.astrayText, mandatory });
                },
                content: mandatory ? composer.astrayMandatory : composer.astray,
              })),
            ]}
          />
        )}
      </div>
      <span className="flex-none text-small whitespace-nowrap text-ink-2 max-md:hidden">
        {composer.summary(totals.tasks, shortSeconds(totals.serviceMs))}
      </span>
      {canSteer && <UndoButtons />}
      <RawTextField locked={!canSteer} onPush={(task) => ask({ type: "push-task", ...task })} />
      <span className="flex-none text-small whitespace-nowrap text-ink-2 max-xl:hidden">
        {composer.orPress.before} <Kbd>{first}</Kbd> {composer.orPress.between} <Kbd>{last}</Kbd>
      </span>
      <FaultsButton locked={!canSteer || isRunOn} />
      <PresetMenu
        align="end"
        trigger={
          <Button className="max-md:hidden">
            {composer.presets}
            <Icon name="chevron" size={13} />
          </Button>
        }
      />
    </section>
  );
}
