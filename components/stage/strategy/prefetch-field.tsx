import { lazy, Suspense, useState } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { choicesOf, type Prefetch } from "#shared/scenario/strategy.ts";

const PrefetchForm = lazy(() =>
  import("./prefetch-form.tsx").then(({ PrefetchForm: form }) => ({ default: form })),
);

interface PrefetchFieldProps {
  readonly prefetch: Prefetch;
  readonly off: boolean;
  readonly struck: boolean;
  readonly onSet: (prefetch: number) => void;
}

/** The end of the prefetch choice: any other number, typed. */
export function PrefetchField({ prefetch, off, struck, onSet }: PrefetchFieldProps) {
  const { controls } = useMessages().stage;
  const [open, setOpen] = useState(false);
  const other = prefetch !== "unlimited" && !choicesOf("prefetch").includes(prefetch);
  const look =
    other && !struck
      ? "bg-raised font-semibold text-ink shadow-[0_0_0_1px_var(--control)]"
      : struck
        ? "text-ink-3 line-through decoration-control"
        : "text-ink-2";
  return (
    <Popover
      label={controls.otherPrefetch}
      open={open && !off}
      onOpenChange={(next) => {
        setOpen(next && !off);
      }}
      trigger={
        <button
          type="button"
          aria-label={other ? `${prefetch}, ${controls.otherPrefetch}` : controls.otherPrefetch}
          aria-disabled={off || undefined}
          className={`min-w-[27px] rounded-[5px] px-1.5 text-small ${look}`}
        >
          {other ? prefetch : controls.other}
        </button>
      }
    >
      <Suspense fallback={<div className="h-[58px] w-[248px]" />}>
        <PrefetchForm
          initial={other ? String(prefetch) : ""}
          onSet={(value) => {
            setOpen(false);
            onSet(value);
          }}
        />
      </Suspense>
    </Popover>
  );
}
