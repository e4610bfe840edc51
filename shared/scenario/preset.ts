/** Names of the built-in scenarios, as a URL or `npm run race -- --preset` spells them. */
export const PRESET_IDS = [
  "odd-heavy",
  "tutorial",
  "equal",
  "one-heavy-in-three",
  "long-short",
  "worst-case",
  "fair-loses",
  "late-joiner",
  "straggler",
  "kill-a-worker",
  "durability",
  "prefetch-dial",
] as const;

export type PresetId = (typeof PRESET_IDS)[number];
