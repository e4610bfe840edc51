import { useId } from "react";
import type { Prediction, Words } from "#shared/lesson/lesson.ts";
import { MarkedText } from "./marked-text.tsx";
import { useLearn } from "./use-learn.ts";

interface PredictFieldProps {
  readonly predict: Prediction;
  readonly guess: string | null;
  readonly measured: Words | null;
  readonly onPredict: (choice: string) => void;
}

/** One tap, if one likes; beside what was measured once there is something. */
export function PredictField({ predict, guess, measured, onPredict }: PredictFieldProps) {
  const { learn, say } = useLearn();
  const id = useId();
  const chosen = predict.choices.find((choice) => choice.id === guess);
  return (
    <>
      <p id={id}>
        <MarkedText text={say(predict.question)} />
      </p>
      <div role="group" aria-labelledby={id} className="mt-2 flex flex-wrap gap-1.5">
        {predict.choices.map((choice) => (
          <button
            key={choice.id}
            type="button"
            aria-pressed={choice.id === guess}
            onClick={() => {
              onPredict(choice.id);
            }}
            className={`h-8 rounded-ctl border px-3 text-body max-lg:h-11 ${choice.id === guess ? "border-ink bg-raised font-semibold text-ink" : "border-control bg-surface text-ink-2 hover:text-ink"}`}
          >
            {say(choice.text)}
          </button>
        ))}
      </div>
      {chosen && (
        <dl
          aria-live="polite"
          className="mt-2.5 flex flex-wrap items-baseline gap-x-5 gap-y-1 text-body"
        >
          <Figure name={learn.yourGuess} value={say(chosen.text)} isMarked />
          {measured === null ? (
            <dd className="text-ink-3">{learn.notYet}</dd>
          ) : (
            <Figure name={learn.measured} value={say(measured)} />
          )}
        </dl>
      )}
      {!chosen && measured !== null && (
        <dl className="mt-2.5 text-body">
          <Figure name={learn.measured} value={say(measured)} />
        </dl>
      )}
    </>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly isMarked?: boolean;
}

function Figure({ name, value, isMarked = false }: FigureProps) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="shrink-0">{name}</dt>
      <dd
        className={`text-value font-semibold tracking-[-0.02em] text-ink ${isMarked ? "bg-[linear-gradient(transparent_55%,var(--accent)_55%,var(--accent)_94%,transparent_94%)] px-0.5 dark:bg-none dark:text-accent" : ""}`}
      >
        {value}
      </dd>
    </div>
  );
}
