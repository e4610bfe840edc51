import type { Page } from "@playwright/test";
import axe from "axe-core";

/** What axe finds in a part of the page, one line each; by default in all of it. */
export async function violations(page: Page, within = "body"): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(within)})`);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
