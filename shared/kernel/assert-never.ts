/** Makes the compiler check that a `switch` covers its union. @throws when it did not after all. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
