import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A file in a folder that goes with the test. */
export function fileNamed(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "dispatch-lab-cli-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return join(folder, name);
}
