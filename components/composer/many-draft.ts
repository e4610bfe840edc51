import { FIRST_DRAFT, type RecipeDraft } from "./recipe-draft.ts";

/** What has been typed where many tasks are made, kept while that is closed. */
export interface ManyDraft {
  readonly way: "paste" | "generate";
  readonly text: string;
  readonly recipe: RecipeDraft;
}

export const FIRST_MANY_DRAFT: ManyDraft = { way: "paste", text: "", recipe: FIRST_DRAFT };
