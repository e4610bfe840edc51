/** A table of cases as `it.each` takes it, with "%s" for the title. */
export function byTitle<Case extends { readonly title: string }>(
  cases: readonly Case[],
): readonly (readonly [string, Case])[] {
  return cases.map((each) => [each.title, each]);
}
