import { seconds, shortSeconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { NumberField } from "#components/ui/number-field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { Messages } from "#shared/messages/messages.ts";
import { generateWorkload, type RecipeProblem } from "#shared/scenario/generate-workload.ts";
import type { PlannedTask } from "#shared/scenario/scenario.ts";
import { MS_PER_DOT, serviceMsOf, workloadTotals } from "#shared/scenario/workload.ts";
import { workloadShape } from "#shared/scenario/workload-shape.ts";
import { ManyButtons } from "./many-buttons.tsx";
import { FIELDS_OF, recipeOf, unitOf, type RecipeDraft, type RecipeField } from "./recipe-draft.ts";
import { Dots } from "./task-chips.tsx";

interface GenerateTasksProps {
  readonly draft: RecipeDraft;
  readonly onDraft: (draft: RecipeDraft) => void;
  readonly room: number;
  /** Sum of the speeds of arena A's workers. */
  readonly capacity: number;
  /** @param seed what they were drawn by. */
  readonly onReplace: (tasks: readonly PlannedTask[], seed: number) => void;
  readonly onAppend: (tasks: readonly PlannedTask[], seed: number) => void;
  readonly onCancel: () => void;
}

/** More chips would say no more. */
const PREVIEW_CHIPS = 40;

/** Tasks drawn by chance, always the same for the same seed, shown before they are taken. */
export function GenerateTasks(props: GenerateTasksProps) {
  const { draft, onDraft, room, capacity, onReplace, onAppend, onCancel } = props;
  const { composer } = useMessages();
  const recipe = recipeOf(draft);
  const made = generateWorkload(recipe);
  const tasks = made.ok ? made.value : [];
  const totals = workloadTotals(tasks);
  const shape = workloadShape(tasks, capacity);

  const field = (name: RecipeField) => (
    <NumberField
      key={name}
      label={fieldName(composer, name)}
      value={draft.fields[name]}
      min={0}
      max={2 ** 32 - 1}
      step="any"
      invalid={!made.ok && "field" in made.error && made.error.field === name}
      onChange={(text) => {
        onDraft({ ...draft, fields: { ...draft.fields, [name]: text } });
      }}
    />
  );

  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        {field("count")}
        {field("seed")}
      </div>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-small text-ink-2">{composer.sizes}</legend>
        <div className="flex">
          <Segmented
            label={composer.sizes}
            value={draft.sizes}
            options={(["constant", "uniform", "exponential", "heavy-and-light"] as const).map(
              (value) => ({ value, text: composer.sizeKinds[value] }),
            )}
            onChange={(sizes) => {
              onDraft({ ...draft, sizes });
            }}
          />
        </div>
        <div className="grid grid-cols-3 gap-3">{FIELDS_OF[draft.sizes].map(field)}</div>
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-small text-ink-2">{composer.arrivals}</legend>
        <div className="flex">
          <Segmented
            label={composer.arrivals}
            value={draft.arrivals}
            options={(["at-once", "every", "poisson"] as const).map((value) => ({
              value,
              text: composer.arrivalKinds[value],
            }))}
            onChange={(arrivals) => {
              onDraft({ ...draft, arrivals });
            }}
          />
        </div>
        <div className="grid grid-cols-3 gap-3">{FIELDS_OF[draft.arrivals].map(field)}</div>
      </fieldset>
      <section aria-label={composer.previewLabel} className="rounded-ctl bg-sunken p-3">
        <div className="flex flex-wrap gap-1" aria-hidden>
          {tasks.slice(0, PREVIEW_CHIPS).map((task, i) => (
            <span
              key={i}
              className="flex h-6 items-center gap-1 rounded-token border border-line-2 bg-surface px-1.5 text-micro text-ink-2"
            >
              {i + 1}
              <Dots count={serviceMsOf(task) / MS_PER_DOT} />
            </span>
          ))}
          {tasks.length > PREVIEW_CHIPS && (
            <span className="px-1 text-small text-ink-2">
              {composer.more(tasks.length - PREVIEW_CHIPS)}
            </span>
          )}
        </div>
        <p role="status" className={`text-small ${made.ok ? "mt-2 text-ink-2" : "text-lost-text"}`}>
          {made.ok
            ? composer.preview(
                totals.tasks,
                shortSeconds(totals.serviceMs),
                seconds(totals.lastPublishAtMs),
              )
            : recipeProblem(composer, made.error)}
        </p>
        {made.ok && (
          <p className="text-small text-ink-2">
            {composer.shape(
              (shape.meanMs / 1000).toFixed(2),
              shape.squaredVariation.toFixed(2),
              shape.offeredLoad?.toFixed(2) ?? null,
            )}
          </p>
        )}
      </section>
      <ManyButtons
        tasks={tasks}
        room={room}
        onReplace={(all) => {
          onReplace(all, recipe.seed);
        }}
        onAppend={(all) => {
          onAppend(all, recipe.seed);
        }}
        onCancel={onCancel}
      />
    </div>
  );
}

function fieldName(composer: Messages["composer"], field: string): string {
  const names: Readonly<Record<RecipeField, string>> = {
    count: composer.count,
    serviceMs: composer.eachSize,
    minMs: composer.minSize,
    maxMs: composer.maxSize,
    meanMs: composer.meanSize,
    heavyMs: composer.heavySize,
    lightMs: composer.lightSize,
    heavyShare: composer.heavyShare,
    seconds: composer.seconds,
    perSecond: composer.perSecond,
    seed: composer.seed,
  };
  return field in names ? names[field as RecipeField] : field;
}

function recipeProblem(composer: Messages["composer"], problem: RecipeProblem): string {
  const { recipeProblems } = composer;
  switch (problem.code) {
    case "out-of-range": {
      const unit = unitOf(problem.field);
      return recipeProblems["out-of-range"](
        fieldName(composer, problem.field),
        problem.min / unit,
        problem.max / unit,
      );
    }
    case "not-whole":
      return recipeProblems["not-whole"](fieldName(composer, problem.field));
    case "min-above-max":
      return recipeProblems["min-above-max"];
    case "arrives-too-late":
      return recipeProblems["arrives-too-late"](problem.maxMs / 60_000);
  }
}
