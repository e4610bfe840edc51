import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";

/** The answer's HTTP status, or `null` when there was no answer. */
export interface CreateLabProblem {
  readonly status: number | null;
}

function isCreated(body: unknown): body is { labId: LabId } {
  return (
    typeof body === "object" && body !== null && "labId" in body && typeof body.labId === "string"
  );
}

/** Asks the server for a new lab. The answer sets the cookie that makes this browser its host. */
export async function createLab(
  request: typeof fetch = fetch,
): Promise<Result<LabId, CreateLabProblem>> {
  try {
    const response = await request("/labs", { method: "POST" });
    const body: unknown = response.ok ? await response.json() : null;
    return isCreated(body) ? ok(body.labId) : fail({ status: response.status });
  } catch {
    return fail({ status: null });
  }
}
