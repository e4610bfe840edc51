/**
 * Runs jobs, `width` at a time, begun in the order given.
 * @template Job, Result
 * @param {number} width
 * @param {Job[]} jobs
 * @param {(job: Job) => Promise<Result>} run
 * @returns {Promise<Result[]>} in the order given
 */
export async function inPool(width, jobs, run) {
  const results = [];
  const waiting = jobs.entries();
  const lane = async () => {
    for (const [i, job] of waiting) results[i] = await run(job);
  };
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, lane));
  return results;
}
