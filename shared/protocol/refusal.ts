/**
 * Why a field was refused, as `CommandProblem` carries it in `detail`: a code, and the
 * limit it names where there is one (`at-most:2000`).
 */
export const REFUSAL_CODES = [
  /** The limit is the least, or the most, allowed: of a number, or of a list's or text's length. */
  "at-least",
  "at-most",
  /** The limit is the type wanted. */
  "expected",
  /** The limit lists what is accepted, comma by comma. */
  "one-of",
  "unknown-field",
  /** A whole number from 1 to the limit, or "unlimited". */
  "prefetch",
  "worker-id",
  "duplicate-worker",
  "arms-in-order",
  "empty",
  "too-many-dots",
  "too-long",
  "control-characters",
  "malformed",
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly code: RefusalCode;
  readonly limit: string | null;
}

export function readRefusal(detail: string): Refusal {
  const [head = "", ...rest] = detail.split(":");
  const code = REFUSAL_CODES.find((one) => one === head);
  return { code: code ?? "malformed", limit: rest.length > 0 ? rest.join(":") : null };
}
