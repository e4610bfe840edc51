import type { ArmState, Attempt, WorkerState } from "#shared/run/run-state.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { workEndMs } from "./work-end.model.ts";

/**
 * - `done`, `running`: measured; running is solid up to now and dashed to its end
 * - `held`: committed to this worker, not started
 * - `lost`: worked on and gone; `lost-ahead`: the part that was never reached
 * - `requeued`: an attempt that was given back, or up for the dead letters
 * - `late`: work on what the broker had taken back
 */
export type BarKind = "done" | "running" | "held" | "lost" | "lost-ahead" | "requeued" | "late";

/** One stretch of a lane that belongs to a task. */
export interface Bar {
  readonly key: string;
  readonly kind: BarKind;
  /** Which of its worker's hands has it, counted from 0. */
  readonly hand: number;
  readonly task: TaskNumber;
  readonly fromMs: number;
  readonly toMs: number;
  readonly serviceMs: number | null;
  readonly redelivered: boolean;
  readonly outside: boolean;
  /** As the headers of its delivery say; 0 where they don't. */
  readonly acquiredCount: number;
  readonly deliveryCount: number;
  /** Not for the rest of a task whose beginning carries its number. */
  readonly numbered: boolean;
}

export type AttemptsByWorker = ReadonlyMap<WorkerId, readonly Attempt[]>;

const sorted = new WeakMap<Iterable<Attempt>, AttemptsByWorker>();
/** By their first: a worker's latest deliveries. */
const latest = new WeakMap<Attempt, readonly Attempt[]>();

/**
 * Every delivery of an arm, by the worker that got it, in order of arrival: the same array as before for a worker of whose
 * deliveries none has changed, so that its lane need not be made anew.
 */
export function attemptsByWorker(attempts: Iterable<Attempt>): AttemptsByWorker {
  const known = sorted.get(attempts);
  if (known) return known;
  const anew = new Map<WorkerId, Attempt[]>();
  for (const attempt of attempts) {
    const own = anew.get(attempt.worker);
    if (own) own.push(attempt);
    else anew.set(attempt.worker, [attempt]);
  }
  const byWorker = new Map([...anew].map(([worker, own]) => [worker, asBefore(own)]));
  sorted.set(attempts, byWorker);
  return byWorker;
}

function asBefore(own: readonly Attempt[]): readonly Attempt[] {
  const [first] = own;
  const before = first && latest.get(first);
  if (before && areSame(before, own)) return before;
  if (first) latest.set(first, own);
  return own;
}

function areSame<Item>(some: readonly Item[], others: readonly Item[]): boolean {
  return some.length === others.length && some.every((item, i) => item === others[i]);
}

const past = new WeakMap<
  readonly Attempt[],
  { readonly stays: readonly WorkerState[]; readonly bars: readonly Bar[] }
>();

/** What is over, in the order of time: attempts that ended, and what died with its worker. */
export function pastBars(
  arm: ArmState,
  stays: readonly WorkerState[],
  own: readonly Attempt[],
): readonly Bar[] {
  const known = past.get(own);
  if (known && areSame(known.stays, stays)) return known.bars;
  const bars = pastAnew(arm, stays, own);
  past.set(own, { stays, bars });
  return bars;
}

function pastAnew(
  arm: ArmState,
  stays: readonly WorkerState[],
  own: readonly Attempt[],
): readonly Bar[] {
  const handOf = handsOf(own, stays[0]?.concurrency ?? 1);
  return stays.flatMap((stay) => {
    const during = own.filter((attempt) => duringStay(attempt, stay));
    const ended = handOf === ONE_HAND ? endedBars(arm, during) : endedAnew(arm, during, handOf);
    return stay.leftAtMs === null ? ended : [...ended, ...lostAhead(arm, stay, during, handOf)];
  });
}

/**
 * What runs to its end, then what is held, in order, in the hand that is free first. Nobody else can do these. Of a worker
 * that stands still, only what it has begun: nobody knows when it goes on.
 *
 * @returns the same bars as long as time alone does not change them.
 */
export function committedBars(
  arm: ArmState,
  worker: WorkerState,
  own: readonly Attempt[],
  nowMs: number,
): readonly Bar[] {
  const known = planned.get(own);
  const bars = known?.worker === worker ? known.bars : committedAnew(arm, worker, own, 0);
  planned.set(own, { worker, bars });
  const [first] = bars;
  const isForecast = first?.kind === "running" && worker.halt === null;
  const onTime = !first || (isForecast && bars.every(({ toMs }) => toMs >= nowMs));
  return onTime ? bars : committedAnew(arm, worker, own, nowMs);
}

/** Were nothing ever late. */
const planned = new WeakMap<
  readonly Attempt[],
  { readonly worker: WorkerState; readonly bars: readonly Bar[] }
>();

function committedAnew(
  arm: ArmState,
  worker: WorkerState,
  own: readonly Attempt[],
  nowMs: number,
): readonly Bar[] {
  const bars: Bar[] = [];
  const handOf = handsOf(own, worker.concurrency);
  const freeMs = Array.from({ length: worker.concurrency }, () => nowMs);
  for (const attempt of own) {
    if (attempt.outcome !== "running" && attempt.outcome !== "held") continue;
    const hand = attempt.startedAtMs === null ? firstFree(freeMs) : handOf(attempt);
    const fromMs = attempt.startedAtMs ?? freeMs[hand] ?? nowMs;
    if (worker.halt || attempt.late) {
      if (attempt.outcome === "held") continue;
      const kind = attempt.late ? "late" : "running";
      bars.push(bar(arm, attempt, { kind, hand, fromMs, toMs: Math.max(fromMs, nowMs) }));
      continue;
    }
    const endMs = workEndMs(fromMs, serviceMsIn(arm, attempt.task), worker.speeds);
    const toMs = attempt.outcome === "running" ? Math.max(endMs, nowMs) : endMs;
    freeMs[hand] = toMs;
    bars.push(bar(arm, attempt, { kind: attempt.outcome, hand, fromMs, toMs }));
  }
  return bars;
}

type HandOf = (attempt: Attempt) => number;

/** Which hand has had each task that was begun: the first that was free then. */
function handsOf(own: readonly Attempt[], hands: number): HandOf {
  if (hands === 1) return ONE_HAND;
  const begun = own.flatMap((attempt) =>
    attempt.startedAtMs === null ? [] : [{ attempt, startedAtMs: attempt.startedAtMs }],
  );
  const freeMs = Array.from({ length: hands }, () => 0);
  const byAttempt = new Map<Attempt, number>();
  for (const { attempt, startedAtMs } of begun.sort((a, b) => a.startedAtMs - b.startedAtMs)) {
    const hand = Math.max(
      0,
      freeMs.findIndex((atMs) => atMs <= startedAtMs),
    );
    freeMs[hand] = attempt.endedAtMs ?? Infinity;
    byAttempt.set(attempt, hand);
  }
  return (attempt) => byAttempt.get(attempt) ?? 0;
}

const ONE_HAND: HandOf = () => 0;

function firstFree(freeMs: readonly number[]): number {
  return freeMs.indexOf(Math.min(...freeMs));
}

function duringStay({ receivedAtMs }: Attempt, stay: WorkerState): boolean {
  return (
    receivedAtMs >= stay.joinedAtMs && (stay.leftAtMs === null || receivedAtMs <= stay.leftAtMs)
  );
}

/** Deliveries that are over stay as they are: of a long lane only the last stretch is made anew. */
const made = new WeakMap<
  Attempt,
  { readonly attempts: readonly Attempt[]; readonly bars: readonly Bar[] }
>();
const STRETCH = 128;

function endedBars(arm: ArmState, during: readonly Attempt[]): readonly Bar[] {
  const ended: Bar[] = [];
  for (let from = 0; from < during.length; from += STRETCH) {
    const attempts = during.slice(from, from + STRETCH);
    const [first] = attempts;
    if (first === undefined) break;
    let known = made.get(first);
    if (known === undefined || !areSame(known.attempts, attempts)) {
      known = { attempts, bars: endedAnew(arm, attempts, ONE_HAND) };
      made.set(first, known);
    }
    for (const bar of known.bars) ended.push(bar);
  }
  return ended;
}

function endedAnew(arm: ArmState, attempts: readonly Attempt[], handOf: HandOf): readonly Bar[] {
  return attempts.flatMap((attempt) => endedBar(arm, attempt, handOf(attempt)));
}

function endedBar(arm: ArmState, attempt: Attempt, hand: number): readonly Bar[] {
  const { startedAtMs, endedAtMs, outcome } = attempt;
  if (startedAtMs === null || endedAtMs === null) return [];
  if (outcome === "held" || outcome === "running") return [];
  const ended = outcome === "dead-lettered" ? "requeued" : outcome;
  const kind = attempt.late && ended === "done" ? "late" : ended;
  return [bar(arm, attempt, { kind, hand, fromMs: startedAtMs, toMs: endedAtMs })];
}

/** Where its tasks would have been, had the worker lived. */
function lostAhead(
  arm: ArmState,
  stay: WorkerState,
  during: readonly Attempt[],
  handOf: HandOf,
): readonly Bar[] {
  const bars: Bar[] = [];
  const leftMs = stay.leftAtMs ?? 0;
  const freeMs = Array.from({ length: stay.concurrency }, (): number => leftMs);
  const speeds = stay.halt ? [...stay.speeds, { atMs: leftMs, speed: stay.speed }] : stay.speeds;
  for (const attempt of during) {
    if (attempt.outcome !== "lost") continue;
    const hand = attempt.startedAtMs === null ? firstFree(freeMs) : handOf(attempt);
    const cursorMs = freeMs[hand] ?? leftMs;
    const fromMs = attempt.startedAtMs ?? cursorMs;
    const endMs = workEndMs(fromMs, serviceMsIn(arm, attempt.task), speeds);
    const toMs = Math.max(endMs, cursorMs);
    const span = { kind: "lost-ahead", hand, fromMs: cursorMs, toMs } as const;
    bars.push({ ...bar(arm, attempt, span), numbered: attempt.startedAtMs === null });
    freeMs[hand] = toMs;
  }
  return bars;
}

/** So that two bars of one delivery are told apart. */
const KEY_ENDS: Partial<Record<BarKind, string>> = { "lost-ahead": "+", late: "!" };

function bar(
  arm: ArmState,
  attempt: Attempt,
  span: Pick<Bar, "kind" | "hand" | "fromMs" | "toMs">,
): Bar {
  const task = arm.tasks.at(attempt.task - 1);
  return {
    ...span,
    key: `${attempt.task}.${attempt.attempt}${KEY_ENDS[span.kind] ?? ""}`,
    task: attempt.task,
    serviceMs: task?.serviceMs ?? null,
    redelivered: attempt.redelivered,
    outside: task?.outside ?? false,
    acquiredCount: attempt.acquiredCount,
    deliveryCount: attempt.deliveryCount,
    numbered: true,
  };
}

/** Of a task whose size nobody knows, nothing that lies ahead is drawn. */
function serviceMsIn(arm: ArmState, task: TaskNumber): number {
  return arm.tasks.at(task - 1)?.serviceMs ?? 0;
}

/** A stretch in which a worker was there and stood still. */
export interface Standstill {
  readonly fromMs: number;
  /** `null`: it still does. */
  readonly toMs: number | null;
}

export function standstills(stays: readonly WorkerState[]): readonly Standstill[] {
  return stays.flatMap(({ speeds, leftAtMs }) =>
    speeds.flatMap(({ atMs, speed }, i) => {
      // Paused, then hung: one stretch.
      if (speed > 0 || speeds[i - 1]?.speed === 0) return [];
      const goesOn = speeds.slice(i).find((one) => one.speed > 0);
      return [{ fromMs: atMs, toMs: goesOn?.atMs ?? leftAtMs }];
    }),
  );
}
