import { expect, test, type Locator, type Page } from "@playwright/test";

/** The lab's page, in the words a person would use for its parts. */
export class LabPage {
  readonly page: Page;
  readonly transport: Locator;
  readonly ruler: Locator;
  readonly composer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.transport = page.getByRole("toolbar", { name: "Transport" });
    this.ruler = page.getByRole("slider", { name: "Time" });
    this.composer = page.getByRole("region", { name: "Workload" });
  }

  /** Opens a new lab, or the one at `path`, and waits until it is connected. */
  async open(path = "/"): Promise<void> {
    await this.page.goto(path);
    await this.page.waitForURL(/\/lab\/\w+$/);
    await expect(this.page.getByRole("button", { name: /broker|live/ }).first()).toBeVisible();
  }

  arena(arm: string): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^Arena ${arm},`) });
  }

  button(name: string): Locator {
    return this.transport.getByRole("button", { name, exact: true });
  }

  async chooseSpeed(times: "0.5×" | "1×" | "2×" | "4×" | "10×" | "20×"): Promise<void> {
    await this.transport.getByRole("radio", { name: times, exact: true }).click();
  }

  async loadPreset(name: string): Promise<void> {
    await this.composer.getByRole("button", { name: "Presets" }).click();
    await this.page.getByRole("menuitemradio", { name }).click();
  }

  /** Runs the plan to its end. */
  async race(): Promise<void> {
    await this.button("Run").click();
    await this.untilOver();
  }

  async untilOver(): Promise<void> {
    await expect(this.button("Run again")).toBeVisible({ timeout: 40_000 });
  }

  /** The finish an arena shows, seconds. */
  async finish(arm: string): Promise<number> {
    const text = await this.arena(arm).innerText();
    const found =
      /finished\s+(?:.*\b(?:bound|lost|best possible(?: \d+\.\d s)?)\s+)?(\d+\.\d)\s*s\b/.exec(
        text,
      );
    if (!found) throw new Error(`Arena ${arm} shows no finish: ${text}`);
    return Number(found[1]);
  }

  /** Theory, within 4 %: the machine is shared with a browser that draws in software. */
  async expectFinish(seconds: Readonly<Record<string, number>>): Promise<void> {
    expect(test.info().tags, "no other test may run beside one that asserts a finish").toContain(
      "@timed",
    );
    for (const [arm, expected] of Object.entries(seconds)) {
      const finish = await this.finish(arm);
      const off = Math.abs(finish - expected) / expected;
      expect(off, `arena ${arm}: ${finish} s against ${expected} s`).toBeLessThan(0.04);
    }
  }

  /** What one sees of the arenas: every part's role and name, and where the marks lie. */
  async picture(): Promise<string> {
    const marks = await this.page.locator("[data-stage] [data-rove]").evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const place = [x, y, width, height].map((value) => Math.round(value)).join(" ");
        return `${element.getAttribute("aria-label") ?? element.textContent}: ${place}`;
      }),
    );
    return `${await this.page.getByRole("main").ariaSnapshot()}\n${marks.join("\n")}`;
  }
}
