import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";

export interface CreateLabProblem {
  /** The answer's HTTP status, or `null` when there was no answer. */
  readonly status: number | null;
  /** How many labs the server holds at most, when it holds that many. */
  readonly maxLabs: number | null;
}

/** Asks the server for a new lab. The answer sets the cookie that makes this browser its host. */
export async function createLab(
  request: typeof fetch = fetch,
): Promise<Result<LabId, CreateLabProblem>> {
  try {
    const response = await request("/labs", { method: "POST" });
    const body: unknown = await response.json().catch(() => null);
    const labId = field(body, "labId");
    if (response.ok && typeof labId === "string") return ok(labId as LabId);
    const max = field(field(body, "error"), "max");
    return fail({ status: response.status, maxLabs: typeof max === "number" ? max : null });
  } catch {
    return fail({ status: null, maxLabs: null });
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
