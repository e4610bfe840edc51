import { EAGER } from "#shared/scenario/default-scenario.ts";
import {
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type Strategy,
} from "#shared/scenario/strategy.ts";

/** `prefetch=1,ack=manual,durable=true`, …, each at most once; `null` when it is not that. */
export function parseStrategy(text: string): Strategy | null {
  const given: Partial<Record<SettingName, Strategy[SettingName]>> = {};
  for (const setting of text.split(",")) {
    const [word, value, ...rest] = setting.split("=").map((part) => part.trim());
    const name = SETTING_NAMES.find((one) => settingWord(one) === word);
    if (!name || value === undefined || rest.length > 0 || name in given) return null;
    const parsed = parseSetting(name, value);
    if (parsed === undefined) return null;
    given[name] = parsed;
  }
  return { ...EAGER, ...given } as Strategy;
}

/** All that `parseStrategy` reads, as usage is written; what it takes where nothing is said comes first. */
export const SETTINGS_USAGE = SETTING_NAMES.map((name) => {
  const { initial, values, range } = SETTINGS[name];
  const words = Object.keys(values);
  const [first = ""] = words.filter((word) => values[word] === initial);
  const others = words.filter((word) => word !== first);
  const numbers = range ? [`${range.min}…${range.max}`] : [];
  return `${settingWord(name)}=${[first, ...others, ...numbers].join("|")}`;
}).join(",");

/** A setting's name as terminals write names: in small letters, with hyphens. */
function settingWord(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function parseSetting(name: SettingName, text: string): Strategy[SettingName] | undefined {
  const { values, range } = SETTINGS[name];
  if (Object.hasOwn(values, text)) return values[text];
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  return range && number >= range.min && number <= range.max ? number : undefined;
}
