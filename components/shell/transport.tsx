import type { ReactNode } from "react";
import type { LabActions } from "#client/actions/lab-actions.ts";
import { shortcutOf, USER_ACTIONS, type KeyAction } from "#client/actions/user-actions.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { SPEEDS, type LabPhase, type Speed } from "#shared/protocol/lab-state.ts";

interface TransportProps {
  readonly phase: LabPhase;
  readonly speed: Speed;
  /** Whether there is a log to look through. */
  readonly hasRun: boolean;
  /** Whether the picture follows the run; otherwise an earlier moment is looked at. */
  readonly following: boolean;
  readonly canSteer: boolean;
  /** Run breathes until it has been pressed once. */
  readonly inviting: boolean;
  readonly actions: Pick<LabActions, "toStart" | "step" | "setSpeed">;
  /** What keys ask for, too. */
  readonly ask: (asked: KeyAction) => void;
  readonly clock: ReactNode;
}

/** Where the keyboard goes once there is something new to run. */
export const RUN_BUTTON_ID = "run";

/** Run, pause, step, speed. Looking back and forth is everyone's; the rest is the host's. */
export function Transport(props: TransportProps) {
  const { phase, speed, hasRun, following, canSteer, inviting, actions, ask, clock } = props;
  const { transport, viewer } = useMessages().shell;
  const locked = canSteer ? undefined : viewer.label;
  const isOn = phase === "running" || phase === "paused";
  const canStep = hasRun && (!following || (canSteer && isOn));

  return (
    <div role="toolbar" aria-label={transport.label} className="flex items-center gap-1">
      <IconButton
        icon="again"
        label={transport.toStart}
        disabled={!hasRun || (!canSteer && phase !== "closed")}
        onClick={actions.toStart}
      />
      <IconButton
        icon="back"
        label={transport.stepBack}
        shortcut={USER_ACTIONS["step-event"].shown[0]}
        disabled={!hasRun}
        onClick={() => {
          ask({ type: "step-event", direction: -1 });
        }}
      />
      <Button
        look="primary"
        id={RUN_BUTTON_ID}
        title={locked ?? shortcutOf("run-or-pause")}
        disabled={!canSteer || phase === "broker-lost"}
        // Only said, not done: a disabled button would lose the keyboard's focus on the way to "Pause".
        aria-disabled={phase === "starting" || undefined}
        onClick={() => {
          ask({ type: "run-or-pause" });
        }}
        className={`min-w-[84px] justify-center ${inviting ? "breathe" : ""}`}
      >
        <Icon name={primaryIcon(phase)} size={14} />
        {primaryText(phase, transport)}
      </Button>
      <IconButton icon="step" label={transport.step} disabled={!canStep} onClick={actions.step} />
      <span className="mr-2.5 ml-1.5">{clock}</span>
      <span className="max-[1419px]:hidden" title={locked}>
        <Segmented
          label={transport.speed}
          options={SPEEDS.map((value) => ({ value, text: transport.times(value) }))}
          value={speed}
          locked={!canSteer}
          onChange={actions.setSpeed}
        />
      </span>
      <select
        aria-label={transport.speed}
        value={speed}
        disabled={!canSteer}
        onChange={(event) => {
          const chosen = SPEEDS.find((one) => one === Number(event.target.value));
          if (chosen !== undefined) actions.setSpeed(chosen);
        }}
        className="h-[30px] flex-none rounded-ctl border border-control max-sm:h-11 bg-surface px-1 text-small min-[1420px]:hidden"
      >
        {SPEEDS.map((value) => (
          <option key={value} value={value}>
            {transport.times(value)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function IconButton({ icon, label, shortcut, disabled, onClick }: IconButtonProps) {
  const title = shortcut === undefined ? label : `${label} (${shortcut})`;
  return (
    <Button look="icon" aria-label={label} title={title} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </Button>
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
