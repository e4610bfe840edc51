import { useLab } from "#client/use-lab.ts";
import { useSelected } from "#client/use-store.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";

/** The viewed moment; without a run on the screen it is the beginning. Draws only when its text changes. */
export function LabClock() {
  const { ticker, hasRun } = useLab();
  const { transport } = useMessages().shell;
  const text = useSelected(ticker, ({ nowMs }) => seconds(hasRun ? nowMs : 0));
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
