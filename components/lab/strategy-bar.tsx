import type { ReactNode } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { SETTING_NAMES, SETTINGS, type Setting } from "#shared/scenario/strategy.ts";
import { SettingControl, type SettingControlProps } from "./setting-control.tsx";
import type { StageMode } from "./stage-layout.model.ts";

interface StrategyBarProps extends Omit<SettingControlProps, "name"> {
  readonly arm: string;
  readonly mode: StageMode;
}

/** The AMQP settings of an arena, where the space allows: in a row, partly folded, or behind a button. */
export function StrategyBar(props: StrategyBarProps) {
  const { arm, strategy, mode } = props;
  const { stage } = useMessages();
  const { controls } = stage;

  if (mode === "wide") {
    return (
      <div className="flex items-center gap-x-[18px]">
        <Controls about="flow" {...props} />
        <Controls about="survival" {...props} />
      </div>
    );
  }
  if (mode === "compact") {
    return (
      <div className="flex items-center gap-x-4">
        <Controls about="flow" {...props} />
        <Folded name={controls.settings(arm)} text={controls.more}>
          <Controls about="survival" {...props} />
        </Folded>
      </div>
    );
  }
  const prefetch =
    strategy.prefetch === "unlimited"
      ? stage.prefetchUnlimited
      : stage.prefetchIs(strategy.prefetch);
  return (
    <Folded name={controls.settings(arm)} text={controls.summary(prefetch, controls[strategy.ack])}>
      <Controls about="flow" {...props} />
      <Controls about="survival" {...props} />
    </Folded>
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
  readonly about: Setting["about"];
}

function Controls({ about, strategy, running, locked, onChange }: ControlsProps) {
  const names = SETTING_NAMES.filter((name) => SETTINGS[name].about === about);
  return names.map((name) => (
    <SettingControl key={name} {...{ name, strategy, running, locked, onChange }} />
  ));
}
