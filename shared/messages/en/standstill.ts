const tasks = (count: number) => (count === 1 ? "1 task" : `${count} tasks`);
const wait = (count: number) => (count === 1 ? "1 task waits" : `${count} tasks wait`);

/** Why a run can't end by itself, and what would help. On the page and in the terminal. */
export const standstill = {
  nobodyThere: (count: number) =>
    `${wait(count)} and nobody is there to take ${count === 1 ? "it" : "them"}: the run can't end. Add a worker.`,
  hung: (workers: readonly string[], count: number) =>
    `${workers.join(" and ")} ${workers.length === 1 ? "hangs" : "hang"} and ${wait(count)}: the run can't end. Kill ${workers.length === 1 ? "it" : "them"}, or let ${workers.length === 1 ? "it" : "them"} go on.`,
  hungUnprotected: (workers: readonly string[], count: number) =>
    `${workers.join(" and ")} ${workers.length === 1 ? "hangs" : "hang"} and ${wait(count)}, of which the broker has no copy: the run can't end before ${workers.length === 1 ? "it goes" : "they go"} on.`,
  paused: (workers: readonly string[], count: number) =>
    `${workers.join(" and ")} ${workers.length === 1 ? "is" : "are"} paused and ${wait(count)}: the run can't end. Resume ${workers.length === 1 ? "it" : "them"}.`,
  acksForgotten: (workers: readonly string[], count: number) =>
    `${workers.join(" and ")} did ${tasks(count)} and will never ack ${count === 1 ? "it" : "them"}: the run can't end. Restart ${workers.length === 1 ? "it" : "them"}.`,
  comesBack: (count: number) =>
    `${count === 1 ? "1 task nobody can do comes" : `${count} tasks nobody can do come`} back without end: the run can't end. A quorum queue with a delivery limit would drop ${count === 1 ? "it" : "them"}.`,
};

export type StandstillMessages = typeof standstill;
