import { sum } from "../kernel/statistics.ts";
import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import type { ArmState, Attempt, Place, RunState } from "./run-state.ts";

/**
 * What is false in a state and never may be: published = ready + held + running + done +
 * lost + returned + missing + refused + dead, no task in two places, a worker works on no more tasks at once than it can, an attempt's times do
 * not run backwards, the broker's unacked are the deliveries not yet acked. Empty when
 * all is well. For tests and the server's log, not for people.
 */
export function violations({ arms }: RunState): readonly string[] {
  return arms.flatMap((arm) =>
    [
      ...countsAreWrong(arm),
      ...queueIsWrong(arm),
      ...crewIsWrong(arm),
      ...attemptsAreWrong(arm),
      ...burstIsWrong(arm),
    ].map((wrong) => `arm ${arm.arm}: ${wrong}`),
  );
}

function countsAreWrong({ counts, tasks, outside }: ArmState): string[] {
  const places: readonly Place[] = [
    ...(["ready", "held", "running", "done"] as const),
    ...(["lost", "returned", "missing", "refused", "dead"] as const),
  ];
  const wrong = places.filter(
    (place) => counts[place] !== tasks.filter((task) => task.place === place).length,
  );
  return [
    ...wrong.map((place) => `counts ${counts[place]} ${place}, and the tasks say otherwise`),
    ...only(sum(Object.values(counts)) !== tasks.length, "the places do not add up to published"),
    ...only(
      outside !== tasks.filter((task) => task.outside).length,
      `${outside} are from outside, and the tasks say otherwise`,
    ),
  ];
}

function queueIsWrong({ ready, dead, tasks }: ArmState): string[] {
  return tasks
    .filter(({ place }) => place !== "done")
    .filter(
      ({ place, task }) =>
        ready.has(task) !== (place === "ready") || dead.has(task) !== (place === "dead"),
    )
    .map(({ task, place }) => `task ${task} is ${place}, and the queue says otherwise`);
}

function crewIsWrong({ workers, tasks }: ArmState): string[] {
  const holders = new Map<TaskNumber, WorkerId[]>();
  const runners = new Map<TaskNumber, WorkerId[]>();
  for (const { worker, held, running } of workers) {
    for (const task of held) holders.set(task, [...(holders.get(task) ?? []), worker]);
    for (const task of running) runners.set(task, [...(runners.get(task) ?? []), worker]);
  }
  const misplaced = tasks.filter(({ task, place, worker }) => {
    const [held, running] = [holders.get(task) ?? [], runners.get(task) ?? []];
    if (place === "done") return false;
    if (place === "held") return held.join() !== worker || running.length > 0;
    if (place === "running") return running.join() !== worker || held.length > 0;
    return held.length + running.length > 0;
  });
  const gone = workers.filter(
    ({ leftAtMs, held, running, unacked }) =>
      leftAtMs !== null && (held.length + running.length > 0 || unacked > 0),
  );
  return [
    ...misplaced.map(
      ({ task, place }) => `task ${task} is ${place}, and the workers say otherwise`,
    ),
    ...gone.map(({ worker }) => `${worker} left and still has tasks`),
  ];
}

function attemptsAreWrong(arm: ArmState): string[] {
  const unacked = arm.attempts.filter((attempt) => attempt.unacked).length;
  const byWorkers = sum(arm.workers.map((worker) => worker.unacked));
  const running = arm.attempts.filter(({ outcome }) => outcome === "running");
  const overburdened = arm.workers.filter(
    (one) => running.filter(({ worker }) => worker === one.worker).length > one.concurrency,
  );
  return [
    ...only(unacked !== arm.unacked || byWorkers !== arm.unacked, "unacked does not add up"),
    ...overburdened.map(
      ({ worker, concurrency }) => `${worker} runs more tasks at once than ${concurrency}`,
    ),
    ...arm.attempts
      .filter((attempt) => !isInOrder(attempt))
      .map(({ task, attempt }) => `task ${task}, delivery ${attempt}: times run backwards`),
  ];
}

function burstIsWrong({ burst }: ArmState): string[] {
  if (burst === null) return [];
  const { count, sent, confirmed, survived } = burst;
  return [
    ...only(
      sent > count || confirmed > sent,
      "more is confirmed than sent, or sent than asked for",
    ),
    ...only((survived ?? 0) > sent, "more of a burst survived than was sent"),
  ];
}

function isInOrder({ receivedAtMs, startedAtMs, endedAtMs, ackedAtMs }: Attempt): boolean {
  const times = [receivedAtMs, startedAtMs, endedAtMs].filter((atMs) => atMs !== null);
  return (
    times.every((atMs, i) => i === 0 || atMs >= (times[i - 1] ?? 0)) &&
    (ackedAtMs === null || ackedAtMs >= receivedAtMs)
  );
}

function only(isWrong: boolean, what: string): string[] {
  return isWrong ? [what] : [];
}
