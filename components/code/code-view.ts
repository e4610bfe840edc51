import type { ProgramLanguage, ProgramRole } from "#shared/code/program.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";

/** What the code panel shows. */
export interface CodeView {
  readonly arm: ArmId;
  readonly language: ProgramLanguage;
  /** Where there is room for one program only. */
  readonly role: ProgramRole;
  /** Only what differs from arena A is lit. */
  readonly diff: boolean;
  /** The producer publishes in a transaction. In Python only. */
  readonly transaction: boolean;
}

export const FIRST_CODE_VIEW: CodeView = {
  arm: "B",
  language: "python",
  role: "worker",
  diff: false,
  transaction: false,
};
