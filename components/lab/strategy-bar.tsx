import { useId, type ReactNode } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { ToggleSwitch } from "#components/ui/toggle-switch.tsx";
import type { Prefetch, Strategy } from "#shared/scenario/strategy.ts";
import { PrefetchField } from "./prefetch-field.tsx";
import type { StageMode } from "./stage-layout.model.ts";
import { PREFETCH_CHOICES } from "./strategy-title.model.ts";

interface StrategyBarProps {
  readonly arm: string;
  /** As planned: what a change starts from. */
  readonly strategy: Strategy;
  /** As in force in the run, which can't change a queue that exists. */
  readonly running: Strategy | null;
  readonly mode: StageMode;
  readonly locked: boolean;
  readonly onChange: (strategy: Strategy) => void;
}

/** The AMQP settings of an arena, where the space allows: in a row, partly folded, or behind a button. */
export function StrategyBar(props: StrategyBarProps) {
  const { arm, strategy, mode } = props;
  const { stage } = useMessages();
  const { controls } = stage;

  if (mode === "wide") {
    return (
      <div className="flex items-center gap-x-[18px]">
        <FlowSettings {...props} />
        <SurvivalSettings {...props} />
      </div>
    );
  }
  if (mode === "compact") {
    return (
      <div className="flex items-center gap-x-4">
        <FlowSettings {...props} />
        <Folded name={controls.settings(arm)} text={controls.more}>
          <SurvivalSettings {...props} />
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
      <FlowSettings {...props} />
      <SurvivalSettings {...props} />
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

/** Prefetch and ack: who gets how much, and when the broker forgets it. */
function FlowSettings({ strategy, locked, onChange }: StrategyBarProps) {
  const { controls } = useMessages().stage;
  const id = useId();
  const auto = strategy.ack === "auto";
  const setPrefetch = (prefetch: Prefetch) => {
    onChange({ ...strategy, prefetch });
  };

  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <span id={`${id}p`} className="text-small text-ink-2">
          {controls.prefetch}
        </span>
        <Segmented<Prefetch>
          label={controls.prefetch}
          labelledBy={`${id}p`}
          describedBy={auto ? `${id}why` : locked ? `${id}host` : undefined}
          inert={auto}
          locked={locked}
          value={strategy.prefetch}
          options={[
            ...PREFETCH_CHOICES.map((value) => ({ value, text: value })),
            { value: "unlimited", text: controls.unlimited },
          ]}
          onChange={setPrefetch}
        >
          <PrefetchField
            prefetch={strategy.prefetch}
            off={auto || locked}
            struck={auto}
            onSet={setPrefetch}
          />
        </Segmented>
        <span id={`${id}why`} hidden>
          {controls.noEffectWhy}
        </span>
        <span id={`${id}host`} hidden>
          {controls.hostOnly}
        </span>
      </div>
      <div className="flex items-center gap-2">
        <span id={`${id}a`} className="text-small text-ink-2">
          {controls.ack}
        </span>
        <Segmented
          label={controls.ack}
          labelledBy={`${id}a`}
          describedBy={locked ? `${id}host` : undefined}
          locked={locked}
          value={strategy.ack}
          options={[
            { value: "manual", text: controls.manual },
            { value: "auto", text: controls.auto },
          ]}
          onChange={(ack) => {
            onChange({ ...strategy, ack });
          }}
        />
      </div>
    </>
  );
}

/** Durable, persistent, confirms: what outlives the broker, and whether the publisher knows. */
function SurvivalSettings({ strategy, running, locked, onChange }: StrategyBarProps) {
  const { controls } = useMessages().stage;
  const id = useId();
  const later = running !== null && running.durable !== strategy.durable;
  return (
    <>
      <ToggleSwitch
        label={controls.durable}
        on={strategy.durable}
        locked={locked}
        describedBy={later ? id : undefined}
        onChange={(durable) => {
          onChange({ ...strategy, durable });
        }}
      />
      <span id={id} hidden>
        {controls.nextRun}
      </span>
      <ToggleSwitch
        label={controls.persistent}
        on={strategy.persistent}
        locked={locked}
        onChange={(persistent) => {
          onChange({ ...strategy, persistent });
        }}
      />
      <ToggleSwitch
        label={controls.confirms}
        on={strategy.confirms}
        locked={locked}
        onChange={(confirms) => {
          onChange({ ...strategy, confirms });
        }}
      />
    </>
  );
}
