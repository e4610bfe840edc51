import { useId, useRef, useState } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { PlannedTask } from "#shared/scenario/scenario.ts";
import { COMPOSER_LIMITS, dotsIn, planTask, type TextProblem } from "#shared/scenario/workload.ts";
import { textProblem } from "#components/words/text-problem.ts";

interface RawTextFieldProps {
  readonly locked: boolean;
  /** @returns whether the task was taken. */
  readonly onPush: (task: PlannedTask) => Promise<boolean>;
}

/** The tutorial's very text: Enter publishes it. What was typed stays, selected, for the next one. */
export function RawTextField({ locked, onPush }: RawTextFieldProps) {
  const { composer } = useMessages();
  const [text, setText] = useState("first msg...");
  const [problem, setProblem] = useState<TextProblem | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const problemId = useId();

  const push = async () => {
    const planned = planTask(text, { limits: COMPOSER_LIMITS });
    if (!planned.ok) {
      setProblem(planned.error);
      return;
    }
    if (await onPush(planned.value)) input.current?.select();
  };

  return (
    <div className="group relative min-w-[150px] flex-1 xl:min-w-[190px]">
      <label
        className={`@container flex h-[30px] items-center gap-1.5 max-sm:h-11 rounded-ctl border bg-surface pr-1 pl-2.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink ${problem === null ? "border-control" : "border-lost-line"}`}
      >
        <input
          ref={input}
          value={text}
          disabled={locked}
          spellCheck={false}
          autoComplete="off"
          placeholder={composer.rawPlaceholder}
          aria-label={composer.rawLabel}
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem === null ? undefined : problemId}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) void push();
          }}
          className="min-w-0 flex-1 bg-transparent font-mono text-body outline-none focus-visible:shadow-none disabled:text-ink-3"
        />
        {/* Not where it would take the room of what is typed; of nothing typed it says nothing. */}
        {text !== "" && (
          <span className="text-small whitespace-nowrap text-ink-3 @max-[215px]:hidden">
            {composer.rawCount(dotsIn(text))}
          </span>
        )}
        <Kbd>{composer.enter}</Kbd>
      </label>
      {problem !== null && (
        <div
          id={problemId}
          role="alert"
          // Away from the field only its edge says so: the words would cover the first arena's controls.
          className="absolute top-full left-0 not-group-focus-within:hidden z-30 mt-1 w-max max-w-[min(360px,90vw)] rounded-ctl border border-lost-line bg-surface px-3 py-2 text-body shadow-pop"
        >
          <p className="text-lost-text">{textProblem(composer, problem, COMPOSER_LIMITS)}</p>
          <p className="text-small text-ink-2">{composer.accepted}</p>
        </div>
      )}
    </div>
  );
}
