import { useState } from "react";
import { grouped } from "#components/i18n/format.ts";
import { useLanguage } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { useBusy } from "#components/ui/use-busy.ts";
import { NumberField } from "#components/ui/number-field.tsx";
import { burstMessagesIn } from "#shared/messages/burst.ts";
import { BURST_LIMITS } from "#shared/scenario/burst-limits.ts";

interface BurstFormProps {
  readonly canRestart: boolean;
  readonly canSteer: boolean;
  readonly isRunOn: boolean;
  /** Resolves when the broker has answered. */
  readonly onBurst: (count: number, kill: boolean) => Promise<unknown>;
}

/** How many messages to publish at once, and whether the broker survives it. */
export function BurstForm({ canRestart, canSteer, isRunOn, onBurst }: BurstFormProps) {
  const { form } = burstMessagesIn(useLanguage().language);
  const [text, setText] = useState<string>(String(BURST_LIMITS.usual));
  const [busy, begin] = useBusy();
  const count = Number(text);
  const isFine = Number.isInteger(count) && count >= 1 && count <= BURST_LIMITS.most;
  const can = canSteer && isRunOn && isFine;
  return (
    <section aria-label={form.title} className="mt-3 border-t border-line pt-3">
      <h3>{form.title}</h3>
      <p className="mt-1 mb-2 text-small leading-read text-pretty text-ink-2">{form.intro}</p>
      <div className="flex flex-wrap items-end gap-2">
        <div className="basis-full [&_input]:w-[96px]">
          <NumberField
            label={form.count}
            value={text}
            min={1}
            max={BURST_LIMITS.most}
            invalid={!isFine}
            onChange={setText}
          />
        </div>
        <Button
          disabled={!can || !canRestart}
          aria-busy={busy}
          onClick={() => {
            if (!busy) begin(onBurst(count, true));
          }}
        >
          {form.kill}
        </Button>
        <Button
          disabled={!can}
          aria-busy={busy}
          onClick={() => {
            if (!busy) begin(onBurst(count, false));
          }}
        >
          {form.plain}
        </Button>
      </div>
      <p role="status" className="mt-2 text-small text-pretty text-ink-2 empty:hidden">
        {busy
          ? form.waits
          : !isFine
            ? form.badCount(grouped(BURST_LIMITS.most))
            : canSteer && !isRunOn
              ? form.needsRun
              : canSteer && !canRestart
                ? form.notOurs
                : ""}
      </p>
    </section>
  );
}
