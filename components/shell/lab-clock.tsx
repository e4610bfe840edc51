import type { MomentTicker } from "#client/time/moment-ticker.ts";
import { useSelected } from "#client/use-store.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";

interface LabClockProps {
  readonly ticker: MomentTicker;
  /** Without a run on the screen it is the beginning. */
  readonly isShown: boolean;
}

/** The viewed moment. Draws only when its text changes. */
export function LabClock({ ticker, isShown }: LabClockProps) {
  const { transport } = useMessages().shell;
  const text = useSelected(ticker, ({ nowMs }) => seconds(isShown ? nowMs : 0));
  return (
    <span
      role="timer"
      aria-label={transport.clock}
      className="w-[64px] flex-none text-right text-lane font-medium tracking-[-0.01em] whitespace-nowrap"
    >
      {transport.seconds(text)}
    </span>
  );
}
