import { comparePrograms, type ComparedLine } from "#shared/code/compare-programs.ts";
import { generateProgram, programFile, programText } from "#shared/code/generate-program.ts";
import type { ProgramLanguage, ProgramRole, ProgramWords } from "#shared/code/program.ts";
import { mostAtATime, type Arm, type PlannedTask } from "#shared/scenario/scenario.ts";
import { queueNameSuffix } from "#shared/scenario/strategy.ts";

export interface ArenaProgram {
  readonly file: string;
  readonly text: string;
  /** Beside the same program with the settings of the first arena. */
  readonly lines: readonly ComparedLine[];
}

interface ArenaCode {
  readonly arm: Arm;
  readonly first: Arm;
  readonly workload: readonly PlannedTask[];
  /** `null`: the reader's own broker, wherever it is. */
  readonly url: string | null;
  readonly transaction: boolean;
}

/** What an arena's publisher or workers would be as a program. */
export function arenaProgram(
  language: ProgramLanguage,
  role: ProgramRole,
  { arm, first, workload, url, transaction }: ArenaCode,
  words: ProgramWords,
): ArenaProgram {
  const plan = {
    url: url ?? "amqp://localhost",
    queue: queueName(arm),
    workload,
    secondsPerDot: 1,
    transaction,
  };
  const generate = ({ strategy, workers }: Arm) => {
    const concurrency = mostAtATime(workers);
    return generateProgram(language, role, { ...plan, strategy, concurrency }, words);
  };
  const lines = generate(arm);
  return {
    file: programFile(language, role),
    text: programText(lines),
    lines: comparePrograms(lines, generate(first)),
  };
}

/** One for each arena, and another for each way to declare it. */
function queueName({ arm, strategy }: Arm): string {
  return `tasks.${arm.toLowerCase()}${queueNameSuffix(strategy)}`;
}
