import type { ReactNode } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { SETTING_NAMES, SETTINGS, type SettingName } from "#shared/scenario/strategy.ts";
import { SettingControl, type SettingControlProps } from "./setting-control.tsx";
import type { StageMode } from "#components/stage/stage-layout.model.ts";

interface StrategyBarProps extends Omit<SettingControlProps, "name"> {
  readonly arm: string;
  readonly mode: StageMode;
}

/** The highest rank of the settings that stand in a row. */
const IN_ROW: Readonly<Record<StageMode, number>> = { wide: 2, compact: 1, narrow: 0, phone: 0 };

/** The AMQP settings of an arena: in a row as far as the space allows, the rest behind a button. */
export function StrategyBar(props: StrategyBarProps) {
  const { arm, strategy, mode } = props;
  const { stage } = useMessages();
  const { controls } = stage;
  const inRow = SETTING_NAMES.filter((name) => SETTINGS[name].rank <= IN_ROW[mode]);
  const folded = SETTING_NAMES.filter((name) => !inRow.includes(name));
  const prefetch =
    strategy.prefetch === "unlimited"
      ? stage.prefetchUnlimited
      : stage.prefetchIs(strategy.prefetch);
  const text =
    inRow.length > 0 ? controls.more : controls.summary(prefetch, controls[strategy.ack]);
  return (
    <div className="flex flex-none items-center gap-x-4">
      <Controls names={inRow} {...props} />
      {folded.length > 0 && (
        <Folded name={controls.settings(arm)} text={text}>
          <Controls names={folded} {...props} />
        </Folded>
      )}
    </div>
  );
}

interface FoldedProps {
  readonly name: string;
  readonly text: string;
  readonly children: ReactNode;
}

function Folded({ name, text, children }: FoldedProps) {
  return (
    <Popover
      label={name}
      align="start"
      trigger={
        <Button
          aria-label={`${text}, ${name}`}
          className="text-small! text-ink-2 max-[699px]:h-11!"
        >
          {text}
          <Icon name="chevron" size={13} />
        </Button>
      }
    >
      <div className="flex flex-col gap-4 p-1">{children}</div>
    </Popover>
  );
}

interface ControlsProps extends StrategyBarProps {
  readonly names: readonly SettingName[];
}

function Controls({ names, strategy, running, locked, onChange }: ControlsProps) {
  return names.map((name) => (
    <SettingControl key={name} {...{ name, strategy, running, locked, onChange }} />
  ));
}
