import type { PlannedTask, PlannedWorker } from "./scenario.ts";
import { inPublicationOrder } from "./workload.ts";

/**
 * When the last task would be done if each were dealt on arrival, to the workers there are, in
 * turn. What is published before anybody is there goes to the first who comes. Lab time.
 */
export function finishDealtInTurn(
  workers: readonly PlannedWorker[],
  workload: readonly PlannedTask[],
): number {
  const byArrival = workers.toSorted((a, b) => a.joinAtMs - b.joinAtMs).map(crewMember);
  let turn: CrewMember[] = [];
  for (const { serviceMs, publishAtMs } of inPublicationOrder(workload)) {
    const there = byArrival.filter(({ joinAtMs }) => joinAtMs <= publishAtMs);
    turn = [...turn, ...there.filter((worker) => !turn.includes(worker))];
    const next = turn.shift() ?? byArrival[0];
    if (!next) return 0;
    if (there.includes(next)) turn.push(next);
    work(next, serviceMs, publishAtMs);
  }
  return lastFinish(byArrival);
}

/** When it would be done if each task waited for the first worker that is free. Lab time. */
export function finishAsFree(
  workers: readonly PlannedWorker[],
  workload: readonly PlannedTask[],
): number {
  const crew = workers.map(crewMember);
  for (const { serviceMs, publishAtMs } of inPublicationOrder(workload)) {
    const [first] = crew.toSorted((a, b) => a.freeAtMs - b.freeAtMs);
    if (!first) return 0;
    work(first, serviceMs, publishAtMs);
  }
  return lastFinish(crew);
}

interface CrewMember {
  readonly joinAtMs: number;
  readonly speed: number;
  freeAtMs: number;
  worked: boolean;
}

function crewMember({ joinAtMs, speed }: PlannedWorker): CrewMember {
  return { joinAtMs, speed, freeAtMs: joinAtMs, worked: false };
}

function lastFinish(crew: readonly CrewMember[]): number {
  const busy = crew.filter(({ worked }) => worked);
  return Math.max(0, ...busy.map(({ freeAtMs }) => freeAtMs));
}

function work(worker: CrewMember, serviceMs: number, publishAtMs: number): void {
  worker.freeAtMs = Math.max(worker.freeAtMs, publishAtMs) + serviceMs / worker.speed;
  worker.worked = true;
}
