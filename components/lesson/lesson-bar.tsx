import { useLab } from "#client/use-lab.ts";
import { useSelected } from "#client/use-store.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { LabClock } from "#components/shell/lab-clock.tsx";
import { primaryIcon, primaryText, SpeedMenu } from "#components/shell/transport.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { ToggleSwitch } from "#components/ui/toggle-switch.tsx";
import type { LessonControls } from "#shared/lesson/lesson.ts";
import type { Prefetch, Strategy } from "#shared/scenario/strategy.ts";
import { useLearn } from "./use-learn.ts";

interface LessonBarProps {
  readonly scene: string;
  readonly isReady: boolean;
  readonly controls: LessonControls;
  /** As planned for the first arm. */
  readonly strategy: Strategy | undefined;
  /** The pen points at the setting. */
  readonly isSpotlit: boolean;
  readonly onStrategy: (change: Partial<Strategy>) => void;
  readonly onReset: () => void;
}

/** What is on the stage, and the few things that can be done with it. */
export function LessonBar(props: LessonBarProps) {
  const { scene, isReady, controls, onReset } = props;
  const { ask, connection, shownPhase: phase } = useLab();
  const speed = useSelected(connection, ({ lab }) => lab?.speed ?? 1);
  const { learn } = useLearn();
  const { transport } = useMessages().shell;
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-4 gap-y-2 px-6 pt-5 pb-3 max-lg:px-4 max-lg:pt-2.5 max-lg:pb-2">
      <h2 className="min-w-0 flex-1 basis-52 text-title tracking-normal text-balance">{scene}</h2>
      <div
        role="toolbar"
        aria-label={transport.label}
        className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5"
      >
        <Button
          look="primary"
          disabled={!isReady || phase === "broker-lost"}
          aria-disabled={phase === "starting" || undefined}
          onClick={() => void ask({ type: "run-or-pause" })}
          className="min-w-[84px] justify-center"
        >
          <Icon name={primaryIcon(phase)} size={14} />
          {primaryText(phase, transport)}
        </Button>
        <LabClock />
        <SpeedMenu
          speed={speed}
          locked={!isReady}
          onChoose={(chosen) => void ask({ type: "set-speed", speed: chosen })}
        />
        {controls.everything !== true && <Settings {...props} />}
        <Button onClick={onReset} disabled={!isReady}>
          <Icon name="back" size={14} />
          {learn.resetAll}
        </Button>
      </div>
    </div>
  );
}

const SPOT = "outline-2 outline-offset-[5px] outline-ink shadow-[0_0_0_12px_var(--accent)]";

function Settings({ controls, strategy, isSpotlit, isReady, onStrategy }: LessonBarProps) {
  const { learn } = useLearn();
  const words = useMessages().stage.controls;
  if (strategy === undefined) return null;
  return (
    <>
      {controls.prefetch && (
        <span
          className={`mx-3 flex items-center gap-2 rounded-[7px] bg-surface text-small text-ink-2 ${isSpotlit ? SPOT : ""}`}
        >
          <span aria-hidden>{learn.prefetch}</span>
          <Segmented<Prefetch>
            label={learn.prefetch}
            locked={!isReady}
            value={strategy.prefetch}
            options={controls.prefetch.map((value) => ({
              value,
              text: value === "unlimited" ? learn.unlimited : value,
            }))}
            onChange={(prefetch) => {
              onStrategy({ prefetch });
            }}
          />
        </span>
      )}
      {controls.durable === true && (
        <ToggleSwitch
          label={words.durable}
          on={strategy.durable}
          locked={!isReady}
          onChange={(durable) => {
            onStrategy({ durable });
          }}
        />
      )}
    </>
  );
}
