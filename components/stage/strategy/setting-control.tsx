import { useId } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { ToggleSwitch } from "#components/ui/toggle-switch.tsx";
import {
  choicesOf,
  isInert,
  isQueueSetting,
  SETTINGS,
  type Setting,
  type SettingName,
  type Strategy,
} from "#shared/scenario/strategy.ts";
import { PrefetchField } from "./prefetch-field.tsx";

export interface SettingControlProps {
  readonly name: SettingName;
  /** As planned: what a change starts from. */
  readonly strategy: Strategy;
  /** As in force in the run, which can't change a queue that exists. */
  readonly running: Strategy | null;
  readonly locked: boolean;
  readonly onChange: (strategy: Strategy) => void;
}

/** One setting: a switch, or a choice of a few values. */
export function SettingControl({ name, strategy, running, locked, onChange }: SettingControlProps) {
  const { stage, off } = useMessages();
  const { controls } = stage;
  const id = useId();
  const value = strategy[name];
  const inert = isInert(name, strategy);
  const inertWhy: Partial<Record<SettingName, string>> = controls.inertWhy;
  const isLater = isQueueSetting(name) && running !== null && running[name] !== value;
  const why = inert ? inertWhy[name] : locked ? off.viewer : isLater ? controls.nextRun : "";
  const describedBy = why === "" ? undefined : `${id}why`;
  const set = (chosen: Strategy[SettingName]) => {
    onChange({ ...strategy, [name]: chosen });
  };
  const { values }: Setting = SETTINGS[name];
  const numbers = choicesBeside(name, value).map((number) => ({ value: number, text: number }));
  const words = Object.values(values)
    .filter((word) => typeof word === "string")
    .map((word) => ({ value: word, text: controls[word] }));
  const reason = (
    <span id={`${id}why`} hidden>
      {why}
    </span>
  );

  if (typeof value === "boolean") {
    return (
      <>
        <ToggleSwitch
          label={controls[name]}
          on={value}
          inert={inert}
          locked={locked}
          describedBy={describedBy}
          onChange={set}
        />
        {reason}
      </>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span id={`${id}name`} className="text-small text-ink-2">
        {controls[name]}
      </span>
      <Segmented<typeof value>
        label={controls[name]}
        labelledBy={`${id}name`}
        describedBy={describedBy}
        inert={inert}
        locked={locked}
        value={value}
        options={[...numbers, ...words]}
        onChange={set}
      >
        {name === "prefetch" && (
          <PrefetchField
            prefetch={strategy.prefetch}
            off={inert || locked}
            struck={inert}
            onSet={set}
          />
        )}
      </Segmented>
      {reason}
    </div>
  );
}

/** What is typed elsewhere is a choice, too; prefetch has a field for that. */
function choicesBeside(name: SettingName, value: Strategy[SettingName]): readonly number[] {
  const choices = choicesOf(name);
  const isOther = typeof value === "number" && name !== "prefetch" && !choices.includes(value);
  return isOther ? [...choices, value].toSorted((a, b) => a - b) : choices;
}
