/** What begins the text of a task that no worker can do: whoever works on it fails, and gives it back. */
export const POISON = "poison";

export function isPoison(text: string): boolean {
  return text.startsWith(POISON);
}
