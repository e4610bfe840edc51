import { useId, useState, type SyntheticEvent } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { choicesOf, type Prefetch } from "#shared/scenario/strategy.ts";
import { parsePrefetch } from "./strategy-title.model.ts";

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
      <PrefetchForm
        initial={other ? String(prefetch) : ""}
        onSet={(value) => {
          setOpen(false);
          onSet(value);
        }}
      />
    </Popover>
  );
}

function PrefetchForm({
  initial,
  onSet,
}: {
  readonly initial: string;
  readonly onSet: (prefetch: number) => void;
}) {
  const { controls } = useMessages().stage;
  const id = useId();
  const [text, setText] = useState(initial);
  const [refused, setRefused] = useState(false);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const value = parsePrefetch(text);
    if (value === undefined) setRefused(true);
    else onSet(value);
  };

  return (
    <form onSubmit={submit} className="flex w-[248px] flex-col gap-2">
      <label htmlFor={id} className="text-small text-ink-2">
        {controls.prefetchField}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          aria-invalid={refused || undefined}
          aria-describedby={refused ? `${id}error` : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setRefused(false);
          }}
          className={`h-[30px] w-full min-w-0 rounded-ctl border bg-surface px-2.5 font-mono text-body ${refused ? "border-lost-line" : "border-control"}`}
        />
        <Button type="submit" look="primary" className="!px-3.5">
          {controls.setPrefetch}
        </Button>
      </div>
      {refused && (
        <p id={`${id}error`} role="alert" className="text-small text-lost-text">
          {controls.prefetchInvalid}
        </p>
      )}
    </form>
  );
}
