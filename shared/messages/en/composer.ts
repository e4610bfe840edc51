/** The line that makes tasks, and the dialog that makes many. */
export const composer = {
  label: "Workload",
  tasks: "Tasks of the workload",
  chip: (task: number, size: string, publishAt: string | null) =>
    `Task ${task}, ${size} ${size === "1" ? "second" : "seconds"}${publishAt === null ? "" : `, published at ${publishAt} s`}`,
  chipRemove: "Delete removes it",
  addTask: "Add a task",
  addTitle: "Add a task of",
  astray: "Astray: to a queue that isn't there",
  astrayMandatory: "Astray, mandatory",
  astrayText: "hello",
  dots: (dots: number) => (dots === 1 ? "1 dot" : `${dots} dots`),
  summary: (tasks: number, work: string) =>
    `${tasks === 1 ? "1 task" : `${tasks} tasks`}, ${work} s of work`,
  undo: "Undo the last change",
  redo: "Redo the change",
  more: (count: number) => `+${count} more`,
  empty: "Press a number key, 1 to 9.",
  rawLabel: "Task text, one dot is one second",
  rawPlaceholder: "first msg...",
  rawCount: (dots: number) =>
    dots === 0 ? "no dots: takes no time" : `${dots === 1 ? "1 dot" : `${dots} dots`}, ${dots} s`,
  enter: "Enter",
  orPress: { before: "or press", between: "to" },
  accepted: "Accepted: up to 9 dots, up to 60 characters.",
  problems: {
    empty: "Type a text, with a dot for every second of work.",
    "too-many-dots": (max: number) => `At most ${max} dots: a longer task would not fit its lane.`,
    "too-long": (max: number) => `At most ${max} characters.`,
    "control-characters": "Control characters, tabs among them, cannot be sent. Use spaces.",
  },

  presets: "Presets",
  presetsMenu: "Presets",
  many: "Paste or generate…",

  manyTitle: "Many tasks at once",
  paste: "Paste",
  generate: "Generate",
  pasteLabel: "One task a line, one dot a second",
  pastePlaceholder: "first msg.\nsecond msg..\nthird msg...",
  pasteHint:
    "Blank lines are skipped. At most 60 dots and 200 characters a line. CSV with a header (text,seconds,at) or a JSON object a line will do as well.",
  lineProblem: (line: number, problem: string) => `Line ${line}: ${problem}`,
  lineProblems: {
    seconds: (max: number) => `seconds has to be a number from 0 to ${max}, as in 1.25.`,
    at: (max: number) => `at has to be a number of seconds from 0 to ${max}, as in 1.5.`,
    "open-quote": "a quote is opened and not closed on the same line.",
    "not-json": 'it is no JSON object such as {"text":"task..","seconds":2,"at":0}.',
  },
  moreProblems: (count: number) => `and ${count} more lines like these.`,
  tooManyTasks: (found: number, max: number) =>
    `${found} tasks, and a run has at most ${max}: leave ${found - max} out.`,
  count: "Tasks",
  sizes: "Sizes",
  sizeKinds: {
    constant: "all the same",
    uniform: "even spread",
    exponential: "exponential",
    "heavy-and-light": "heavy and light",
  },
  eachSize: "Seconds each",
  minSize: "From, s",
  maxSize: "To, s",
  meanSize: "Mean, s",
  heavySize: "Heavy, s",
  lightSize: "Light, s",
  heavyShare: "Share of heavy, %",
  arrivals: "Arrivals",
  arrivalKinds: { "at-once": "all at once", every: "every n seconds", poisson: "Poisson" },
  seconds: "Every, s",
  perSecond: "Tasks a second",
  seed: "Seed",
  preview: (tasks: number, work: string, last: string) =>
    `${tasks} tasks, ${work} s of work, the last one published at ${last} s`,
  shape: (mean: string, variation: string, load: string | null) =>
    `As drawn: mean ${mean} s, variation C² ${variation}${load === null ? "" : `, load ρ of arena A ${load}`}`,
  previewLabel: "What it gives",
  recipeProblems: {
    "out-of-range": (field: string, min: number, max: number) =>
      `${field}: a number from ${min} to ${max}.`,
    "not-whole": (field: string) => `${field}: a whole number.`,
    "min-above-max": "From is above To. Swap them.",
    "arrives-too-late": (minutes: number) =>
      `The last task would come after ${minutes} minutes. Fewer tasks, or faster arrivals.`,
  },
  replace: "Replace the workload",
  append: "Add to the workload",
  cancel: "Cancel",
  runOn: "The plan can change again when the run has ended. Your text stays here.",
};
