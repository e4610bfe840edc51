import type { Exchange, Log } from "./tutorial-client.ts";

/** What is published to an exchange, and what each receiver must see of it, told by its binding keys. */
export interface LogPattern {
  readonly title: string;
  readonly type: Exchange["type"];
  readonly logs: readonly Log[];
  readonly receivers: readonly {
    readonly keys: readonly string[];
    readonly sees: readonly string[];
  }[];
}

export const LOG_PATTERNS: readonly LogPattern[] = [
  {
    title: "RT2: publish/subscribe: everyone gets a copy",
    type: "fanout",
    logs: logs(":Hello World!", "ignored:once more"),
    receivers: [
      { keys: [""], sees: [":Hello World!", "ignored:once more"] },
      { keys: [""], sees: [":Hello World!", "ignored:once more"] },
    ],
  },
  {
    title: "RT2: routing: everyone gets the severities asked for",
    type: "direct",
    logs: logs("info:run", "error:explode", "debug:unheard", "warning:smoke", "error:again"),
    receivers: [
      { keys: ["error"], sees: ["error:explode", "error:again"] },
      {
        keys: ["info", "warning", "error"],
        sees: ["info:run", "error:explode", "warning:smoke", "error:again"],
      },
    ],
  },
  {
    title: "RT3: topics: keys of words, a star for one, a hash for any number",
    type: "topic",
    logs: logs("kern.critical:A", "cron.info:B", "kern:C", "kern.disk.critical:D", ":E"),
    receivers: [
      {
        keys: ["#"],
        sees: ["kern.critical:A", "cron.info:B", "kern:C", "kern.disk.critical:D", ":E"],
      },
      { keys: ["kern.*"], sees: ["kern.critical:A"] },
      {
        keys: ["*.critical", "kern.#"],
        sees: ["kern.critical:A", "kern:C", "kern.disk.critical:D"],
      },
      { keys: ["#.critical"], sees: ["kern.critical:A", "kern.disk.critical:D"] },
    ],
  },
];

/** From `key:text`. */
function logs(...lines: string[]): readonly Log[] {
  return lines.map((line) => {
    const [key, text] = line.split(":") as [string, string];
    return { key, text };
  });
}
