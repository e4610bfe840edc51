import { useId, type ComponentProps } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { CodeMessages } from "#shared/messages/code.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import {
  choicesOf,
  isInert,
  withNext,
  type Prefetch,
  type SettingName,
  type Strategy,
} from "#shared/scenario/strategy.ts";
import { settingMeaning, settingValue } from "#components/words/setting-words.model.ts";

/** The arena whose lines these are, and how to change it. */
export interface Marking {
  readonly arm: ArmId;
  readonly strategy: Strategy;
  readonly canSteer: boolean;
  readonly onStrategy: (strategy: Strategy) => void;
  readonly words: CodeMessages;
}

interface MarkedLineProps extends Marking {
  readonly setting: SettingName;
  /** Without the space before it. */
  readonly text: string;
  readonly lit: boolean;
}

/** The code a setting is there for, which is also the setting's control. */
export function MarkedLine(props: MarkedLineProps) {
  const { arm, strategy, canSteer, onStrategy, words, setting, text, lit } = props;
  const { stage, off: whyOff } = useMessages();
  const id = useId();
  const { guide } = words;
  const inert = isInert(setting, strategy);
  const off = inert || !canSteer;
  const [name, value] = [guide.names[setting], settingValue(words, setting, strategy)];
  const described = off ? guide.isNow(name, value, arm) : guide.press(name, value, arm);
  const inertWhy: Partial<Record<SettingName, string>> = stage.controls.inertWhy;
  const why = inert ? inertWhy[setting] : canSteer ? "" : whyOff.viewer;

  const look: ComponentProps<"button"> = {
    type: "button",
    "aria-disabled": off || undefined,
    "aria-describedby": id,
    title: settingMeaning(words, setting, strategy),
    className: `group -ml-1.5 rounded-bar text-left max-sm:min-h-11 ${off ? "cursor-default!" : ""}`,
    children: <Plate key={text} text={text} lit={lit} off={off} />,
  };

  return (
    <>
      {setting === "prefetch" && !off ? (
        <Menu
          label={guide.choose}
          value={String(strategy.prefetch)}
          choices={choicesBeside(strategy.prefetch).map((choice) => ({
            value: String(choice),
            content: choice === "unlimited" ? guide.values.unlimited : choice,
          }))}
          onChoose={(chosen) => {
            const prefetch = chosen === "unlimited" ? chosen : Number(chosen);
            onStrategy({ ...strategy, prefetch });
          }}
          trigger={<button {...look} />}
        />
      ) : (
        <button
          {...look}
          onClick={() => {
            if (!off && setting !== "prefetch") onStrategy(withNext(strategy, setting));
          }}
        />
      )}
      <span id={id} hidden>
        {described} {why}
      </span>
    </>
  );
}

/** Comes in anew with every text, so that one sees which lines a setting moved. */
function Plate({
  text,
  lit,
  off,
}: {
  readonly text: string;
  readonly lit: boolean;
  readonly off: boolean;
}) {
  const ground = lit
    ? "bg-accent font-medium text-on-accent dark:bg-accent-soft dark:text-accent dark:shadow-[inset_2px_0_0_var(--accent)]"
    : "text-ink-3";
  const hover = off
    ? ""
    : "group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4";
  return (
    <span
      className={`pop-in inline-block h-[22px] rounded-bar px-1.5 font-mono leading-[22px] whitespace-pre forced-colors:border ${ground} ${hover}`}
    >
      {text}
    </span>
  );
}

function choicesBeside(prefetch: Prefetch): readonly Prefetch[] {
  const numbers = choicesOf("prefetch");
  if (prefetch === "unlimited" || numbers.includes(prefetch)) return [...numbers, "unlimited"];
  return [...[...numbers, prefetch].toSorted((a, b) => a - b), "unlimited"];
}
