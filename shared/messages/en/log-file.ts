/** Why a saved log cannot be opened. `line` counts from 1. */
export const logFile = {
  newerFormat: (found: string, known: number) =>
    `This log is of format ${found}; the newest known here is ${known}. Open it with a newer Dispatch Lab.`,
  noRunOpened: "This is no log of a run: its first line does not open one.",
  notJson: (line: number) => `Line ${line} is not JSON: the file is damaged or cut off.`,
  notAnEvent: (line: number, field: string) =>
    `Line ${line} is no event of a run${field === "" ? "" : `: ${field} is wrong`}.`,
  gap: (line: number) => `Before line ${line} events are missing: the numbers in seq skip some.`,
};

export type LogFileMessages = typeof logFile;
