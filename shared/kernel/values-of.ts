/** The values of a record known to have some, as the non-empty tuple some APIs ask for. */
export function valuesOf<Value>(record: Readonly<Record<string, Value>>): [Value, ...Value[]] {
  const [first, ...rest] = Object.values(record);
  if (first === undefined) throw new Error("A record with values was expected");
  return [first, ...rest];
}
