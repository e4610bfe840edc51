/** What happened, without what it meant. */
export function firstSentence(text: string): string {
  return /^.+?(?:。|\.(?= |$))/u.exec(text)?.[0] ?? text;
}
