import { fail, ok, type Result } from "#shared/kernel/result.ts";

/** What came of something asked of the broker. @returns why it could not be asked. */
export async function outcomeOf(asked: Promise<void> | undefined): Promise<Result<null, string>> {
  try {
    await asked;
    return ok(null);
  } catch (error) {
    return fail(messageOf(error));
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
