import { fail, ok, type Result } from "../kernel/result.ts";
import type { PlannedTask, TaskNumber } from "./scenario.ts";

/** Lab milliseconds of work a dot stands for. */
export const MS_PER_DOT = 1000;

export const WORKLOAD_LIMITS = {
  /** On the page; a run in the terminal may have more. */
  tasks: 20_000,
  dots: 60,
  serviceMs: 3_600_000,
  textLength: 200,
  publishAtMs: 3_600_000,
} as const;

/** What one line typed by hand may be: narrower, so that it stays legible in its lane. */
export const COMPOSER_LIMITS = { dots: 9, textLength: 60 } as const;

export interface TextLimits {
  readonly dots: number;
  readonly textLength: number;
}

export type TextProblem = "empty" | "too-many-dots" | "too-long" | "control-characters";

/** The work a text asks for, as the tutorial's worker counts it: "Hello World!" takes no time. */
export function dotsIn(text: string): number {
  let dots = 0;
  for (let at = text.indexOf("."); at !== -1; at = text.indexOf(".", at + 1)) dots++;
  return dots;
}

/** What a task asks for: as given, or else by its dots. */
export function serviceMsOf({ text, serviceMs }: Pick<PlannedTask, "text" | "serviceMs">): number {
  return serviceMs ?? dotsIn(text) * MS_PER_DOT;
}

/** A text that asks for `dots` seconds of work. */
export function dottedText(dots: number): string {
  return `task${".".repeat(dots)}`;
}

/** One task, if its text can be one. Spaces around it are dropped. `serviceMs` null: by its dots. */
export function planTask(
  text: string,
  { publishAtMs = 0, serviceMs = null, limits = WORKLOAD_LIMITS }: TaskDetails = {},
): Result<PlannedTask, TextProblem> {
  const trimmed = text.trim();
  const problem = problemOf(trimmed, limits);
  return problem ? fail(problem) : ok(sized({ text: trimmed, publishAtMs }, serviceMs));
}

interface TaskDetails {
  readonly publishAtMs?: number;
  readonly serviceMs?: number | null;
  readonly limits?: TextLimits;
}

/** The first reason why `text` cannot be a task. */
export function problemOf(text: string, limits: TextLimits): TextProblem | undefined {
  const dots = dotsIn(text);
  if (text === "") return "empty";
  if (/\p{Cc}/u.test(text)) return "control-characters";
  if (text.length > limits.textLength) return "too-long";
  if (dots > limits.dots) return "too-many-dots";
  return undefined;
}

/** Tasks of so many dots each, all published at once. */
export function tasksOfDots(dots: readonly number[]): readonly PlannedTask[] {
  return dots.map((count) => ({ text: dottedText(count), publishAtMs: 0 }));
}

/**
 * A task of any size. What is not whole dots has about as many in its text, for programs that go by
 * nothing else.
 */
export function taskOfSize(serviceMs: number, publishAtMs = 0): PlannedTask {
  const dots = Math.min(Math.round(serviceMs / MS_PER_DOT), WORKLOAD_LIMITS.dots);
  return sized({ text: dottedText(dots), publishAtMs }, serviceMs);
}

/** Says its size only where its dots don't. */
function sized(task: PlannedTask, serviceMs: number | null): PlannedTask {
  return serviceMs === null || serviceMsOf(task) === serviceMs ? task : { ...task, serviceMs };
}

export interface NumberedTask extends PlannedTask {
  readonly task: TaskNumber;
  readonly serviceMs: number;
}

const numbered = new WeakMap<readonly PlannedTask[], readonly NumberedTask[]>();

/**
 * The workload as it will be published: by time, as listed among equals, numbered from 1. Arms, runs and forecasts ask
 * for the same again and again: it is worked out once.
 */
export function inPublicationOrder(workload: readonly PlannedTask[]): readonly NumberedTask[] {
  const known = numbered.get(workload);
  if (known) return known;
  const inOrder = workload
    .toSorted((a, b) => a.publishAtMs - b.publishAtMs)
    .map((planned, index) => ({
      // Named: Node 20 copies fields ten times quicker than it spreads them.
      text: planned.text,
      publishAtMs: planned.publishAtMs,
      task: (index + 1) as TaskNumber,
      serviceMs: serviceMsOf(planned),
    }));
  numbered.set(workload, inOrder);
  return inOrder;
}

/**
 * Whether what is published at a moment is the plan's next task, rather than one pushed by hand: of what is planned,
 * nothing that is due waits.
 */
export function isOfPlan(next: NumberedTask | undefined, publishedAtMs: number): boolean {
  return next !== undefined && next.publishAtMs < publishedAtMs + 1;
}

/**
 * What of a plan is still to come.
 *
 * @param publishedAtMs when each task that is there was, planned or pushed by hand, in order of publication.
 */
export function stillPlanned(
  workload: readonly PlannedTask[],
  publishedAtMs: Iterable<number>,
): readonly NumberedTask[] {
  const inOrder = inPublicationOrder(workload);
  let published = 0;
  for (const atMs of publishedAtMs) if (isOfPlan(inOrder[published], atMs)) published++;
  return inOrder.slice(published);
}

export interface WorkloadTotals {
  readonly tasks: number;
  readonly serviceMs: number;
  readonly lastPublishAtMs: number;
}

export function workloadTotals(workload: readonly PlannedTask[]): WorkloadTotals {
  return {
    tasks: workload.length,
    serviceMs: workload.reduce((sum, planned) => sum + serviceMsOf(planned), 0),
    lastPublishAtMs: workload.reduce((last, { publishAtMs }) => Math.max(last, publishAtMs), 0),
  };
}
