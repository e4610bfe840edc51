/** What a command's end says to a script. */
export const EXIT = {
  finished: 0,
  /** Something expected did not come true, or the log and the broker don't agree. */
  expectationFailed: 1,
  badInput: 2,
  /** No broker, a queue refused, a run that can't end. */
  notMeasured: 3,
  interrupted: 130,
} as const;
