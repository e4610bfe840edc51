import { useEffect, useId, useRef, useState, type SyntheticEvent } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { parsePrefetch } from "./strategy-title.model.ts";

interface PrefetchFormProps {
  readonly initial: string;
  readonly onSet: (prefetch: number) => void;
}

/** A number of one's own. It has the keyboard when it appears: it comes after the popover that it is in. */
export function PrefetchForm({ initial, onSet }: PrefetchFormProps) {
  const { controls } = useMessages().stage;
  const id = useId();
  const [text, setText] = useState(initial);
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);

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
          ref={field}
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
