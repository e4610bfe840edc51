import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { Words } from "#shared/lesson/lesson.ts";
import { MarkedText } from "./marked-text.tsx";
import { useLearn } from "./use-learn.ts";

interface SpeakerNotesProps {
  readonly notes: readonly Words[];
  readonly onClose: () => void;
}

/** For who teaches; over the stage, so that the rail stays as the class sees it. */
export function SpeakerNotes({ notes, onClose }: SpeakerNotesProps) {
  const { learn, say } = useLearn();
  return (
    <aside
      aria-label={learn.notesTitle}
      className="pop-in absolute right-6 bottom-6 z-20 max-h-[60%] w-[400px] max-w-[calc(100%-3rem)] overflow-auto rounded-pop border border-line-2 bg-raised p-4 shadow-pop"
    >
      <div className="flex items-center justify-between">
        <h2 className="text-body">{learn.notesTitle}</h2>
        <Button look="icon" aria-label={learn.close} title={learn.close} onClick={onClose}>
          <Icon name="close" size={14} />
        </Button>
      </div>
      <ul className="mt-1 flex list-disc flex-col gap-2 pl-4 text-[14px] leading-read text-ink-2">
        {notes.map((note) => (
          <li key={note.en}>
            <MarkedText text={say(note)} />
          </li>
        ))}
      </ul>
    </aside>
  );
}
