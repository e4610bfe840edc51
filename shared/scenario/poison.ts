/** What begins the text of a task that no worker can do: whoever works on it fails, and gives it back. */
export const POISON = "poison";

export function isPoison(text: string): boolean {
  return text.startsWith(POISON);
}

/** More than any release delivers a task that fails, where it has a limit of its own. */
export const DELIVERIES_WITHOUT_END = 22;
