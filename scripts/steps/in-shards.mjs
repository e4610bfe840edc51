/**
 * Files in so many shards that take about as long: the longest first, each to the shard with the least so far.
 * @param {string[]} files
 * @param {number} count
 * @param {(file: string) => number} secondsOf
 * @returns {string[][]}
 */
export function inShards(files, count, secondsOf) {
  const shards = Array.from({ length: count }, () => ({ files: [], seconds: 0 }));
  for (const file of files.toSorted((a, b) => secondsOf(b) - secondsOf(a))) {
    const least = shards.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    least.files.push(file);
    least.seconds += secondsOf(file);
  }
  return shards.map((shard) => shard.files);
}
