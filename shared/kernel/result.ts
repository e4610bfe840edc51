/** What a request came to: a value, or why it could not be met. */
export type Result<Value, Problem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Problem };

export function ok<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

export function fail<Problem>(error: Problem): Result<never, Problem> {
  return { ok: false, error };
}
