import { printCommand, type Script } from "./command.ts";
import { isChance } from "./chance.ts";
import { Driver } from "./driver.ts";
import { printObservation } from "./observed.ts";
import { targets } from "./targets.ts";

/** Where two brokers parted. */
export interface Difference {
  /** All commands up to it with what both said, as a person can read it. */
  readonly agreed: readonly string[];
  readonly command: string;
  readonly one: string;
  readonly other: string;
}

/** Has two brokers do the same, one command after the other, and stops at the first difference. */
export async function compare(
  script: Script,
  [oneUrl, otherUrl]: readonly [one: string, other: string],
): Promise<Difference | undefined> {
  await using one = await Driver.on(oneUrl);
  await using other = await Driver.on(otherUrl);
  const agreed: string[] = [];
  for (const command of script) {
    const both = targets(command, one, other);
    if (both === "left out" || isChance(command, one)) continue;
    const [first, second] = await Promise.all([
      one.perform(command, both[0]).then(printObservation),
      other.perform(command, both[1]).then(printObservation),
    ]);
    const printed = printCommand(command) + (both[0] === undefined ? "" : ` (${both[0].body})`);
    if (first !== second) return { agreed, command: printed, one: first, other: second };
    agreed.push(printed, ...(first === "" ? [] : [first]));
  }
  return undefined;
}

export function printDifference({ agreed, command, one, other }: Difference): string {
  return [...agreed, command, "  one said:", one, "  the other:", other].join("\n");
}
