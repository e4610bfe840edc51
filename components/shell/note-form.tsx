import { useState } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Button } from "#components/ui/button.tsx";

interface NoteFormProps {
  /** A note belongs to a run. */
  readonly hasRun: boolean;
  readonly onAdd: (text: string) => void;
  readonly onCancel: () => void;
}

const NOTE_LENGTH = 200;

/** A line that stays on the ruler and in the log. */
export function NoteForm({ hasRun, onAdd, onCancel }: NoteFormProps) {
  const { note } = useMessages().shell;
  const [text, setText] = useState("");
  if (!hasRun) return <p className="text-ink-2">{note.noRun}</p>;
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onAdd(text.trim());
      }}
    >
      <input
        value={text}
        maxLength={NOTE_LENGTH}
        aria-label={note.field}
        onChange={(event) => {
          setText(event.target.value);
        }}
        className="h-[34px] rounded-ctl border border-control bg-surface px-2.5"
      />
      <p className="text-small text-ink-2">{note.hint}</p>
      <div className="flex justify-end gap-2">
        <Button look="ghost" onClick={onCancel}>
          {note.cancel}
        </Button>
        <Button look="primary" type="submit" className="pl-3.5" disabled={text.trim() === ""}>
          {note.add}
        </Button>
      </div>
    </form>
  );
}
