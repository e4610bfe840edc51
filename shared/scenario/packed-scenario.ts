import { packNumbers, unpackNumbers, type PackedNumbers } from "../kernel/packed-numbers.ts";
import { WordTable } from "../kernel/word-table.ts";
import type { PlannedTask, Scenario } from "./scenario.ts";

/** Tasks in columns, so that 20,000 are some 150 kB. */
export interface PackedWorkload {
  /** Each text once. */
  readonly texts: readonly string[];
  readonly text: PackedNumbers;
  readonly publishAtMs: PackedNumbers;
  readonly serviceMs: PackedNumbers;
}

/** A scenario as it is sent. */
export type PackedScenario = Omit<Scenario, "workload"> & { readonly workload: PackedWorkload };

export function packScenario({ workload, ...rest }: Scenario): PackedScenario {
  const texts = new WordTable();
  const text = packNumbers(workload.map((task) => texts.add(task.text)));
  return {
    ...rest,
    workload: {
      texts: texts.words,
      text,
      publishAtMs: packNumbers(workload.map(({ publishAtMs }) => publishAtMs)),
      serviceMs: packNumbers(workload.map(({ serviceMs }) => serviceMs ?? null)),
    },
  };
}

export function unpackScenario({ workload, ...rest }: PackedScenario): Scenario {
  return { ...rest, workload: unpackWorkload(workload) };
}

const unpacked = new WeakMap<PackedWorkload, readonly PlannedTask[]>();

/** @returns the same tasks for the same columns: what is known of a plan's is known of its run's. */
function unpackWorkload(packed: PackedWorkload): readonly PlannedTask[] {
  const known = unpacked.get(packed);
  if (known) return known;
  const serviceMs = unpackNumbers(packed.serviceMs);
  const publishAtMs = unpackNumbers(packed.publishAtMs);
  const texts = new WordTable(packed.texts);
  const workload = unpackNumbers(packed.text).map((word, i): PlannedTask => {
    const task = { text: texts.at(word), publishAtMs: publishAtMs[i] ?? 0 };
    const size = serviceMs[i] ?? null;
    return size === null ? task : { ...task, serviceMs: size };
  });
  unpacked.set(packed, workload);
  return workload;
}
