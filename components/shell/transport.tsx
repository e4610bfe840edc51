import { USER_ACTIONS } from "#client/actions/user-actions.ts";
import { useLab } from "#client/use-lab.ts";
import { useSelected } from "#client/use-store.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { SPEEDS, type LabPhase, type Speed } from "#shared/protocol/lab-state.ts";
import { ActionButton } from "./action-button.tsx";
import { LabClock } from "./lab-clock.tsx";
import { useAsked } from "./use-asked.ts";

interface TransportProps {
  /** Run breathes until it has been pressed once. */
  readonly inviting: boolean;
}

/** Where the keyboard goes once there is something new to run. */
export const RUN_BUTTON_ID = "run";

/** Run, pause, step, speed. Looking back and forth is everyone's; the rest is the host's. */
export function Transport({ inviting }: TransportProps) {
  const { shownPhase: phase } = useLab();
  const { transport } = useMessages().shell;
  const run = useAsked({ type: "run-or-pause" });

  return (
    <div role="toolbar" aria-label={transport.label} className="flex items-center gap-1">
      <ActionButton asked={{ type: "back-to-start" }} icon="again" label={transport.toStart} />
      <ActionButton
        asked={{ type: "step-event", direction: -1 }}
        icon="back"
        label={transport.stepBack}
        shortcut={USER_ACTIONS["step-event"].shown[0]}
      />
      <Button
        look="primary"
        id={RUN_BUTTON_ID}
        title={run.tip}
        disabled={run.off !== null && run.off !== "starting"}
        // Only said, not done: a disabled button would lose the keyboard's focus on the way to "Pause".
        aria-disabled={run.off === "starting" || undefined}
        onClick={run.press}
        className={`min-w-[84px] justify-center ${inviting ? "breathe" : ""}`}
      >
        <Icon name={primaryIcon(phase)} size={14} />
        {primaryText(phase, transport)}
      </Button>
      <ActionButton asked={{ type: "step" }} icon="step" label={transport.step} />
      <span className="mr-2.5 ml-1.5">
        <LabClock />
      </span>
      <SpeedChoice />
    </div>
  );
}

/** In a row of its own, or a menu where there is no room for one. */
function SpeedChoice() {
  const { ask, connection } = useLab();
  const { transport } = useMessages().shell;
  const speed = useSelected(connection, ({ lab }) => lab?.speed ?? 1);
  const { off, tip } = useAsked({ type: "set-speed", speed });
  const choose = (chosen: Speed) => void ask({ type: "set-speed", speed: chosen });
  return (
    <>
      <span className="max-[1419px]:hidden" title={tip}>
        <Segmented
          label={transport.speed}
          options={SPEEDS.map((value) => ({ value, text: transport.times(value) }))}
          value={speed}
          locked={off !== null}
          onChange={choose}
        />
      </span>
      <SpeedMenu
        speed={speed}
        locked={off !== null}
        onChoose={choose}
        className="flex-none min-[1420px]:hidden"
      />
    </>
  );
}

interface SpeedMenuProps {
  readonly speed: Speed;
  readonly locked: boolean;
  readonly onChoose: (speed: Speed) => void;
  readonly className?: string;
}

export function SpeedMenu({ speed, locked, onChoose, className = "" }: SpeedMenuProps) {
  const { transport } = useMessages().shell;
  return (
    <select
      aria-label={transport.speed}
      value={speed}
      disabled={locked}
      onChange={(event) => {
        const chosen = SPEEDS.find((one) => one === Number(event.target.value));
        if (chosen !== undefined) onChoose(chosen);
      }}
      className={`h-[30px] rounded-ctl border border-control bg-surface px-1 text-small max-sm:h-11 ${className}`}
    >
      {SPEEDS.map((value) => (
        <option key={value} value={value}>
          {transport.times(value)}
        </option>
      ))}
    </select>
  );
}

export function primaryIcon(phase: LabPhase): IconName {
  if (phase === "running") return "pause";
  return phase === "closed" ? "again" : "play";
}

export function primaryText(
  phase: LabPhase,
  words: Readonly<Record<"run" | "pause" | "resume" | "runAgain" | "starting", string>>,
): string {
  switch (phase) {
    case "starting":
      return words.starting;
    case "running":
      return words.pause;
    case "paused":
    case "broker-lost":
      return words.resume;
    case "closed":
      return words.runAgain;
    case "idle":
      return words.run;
  }
}
