import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { installProblem } from "./install.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dispatch-lab-install-"));
  mkdirSync(join(root, "node_modules"));
  writeLock("package-lock.json", {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a-for-mac": { version: "1.0.0", optional: true },
    "node_modules/linter": { version: "2.0.0", dev: true },
  });
});
afterEach(() => rmSync(root, { recursive: true }));

const writeLock = (name, packages) => writeFileSync(join(root, name), JSON.stringify({ packages }));
const writeInstalled = (packages) => writeLock("node_modules/.package-lock.json", packages);
const problem = (dev) => installProblem(root, { dev });

it("is not installed without npm's own record, as after an install that broke off", () => {
  expect(problem(false)).toBe("packages are not installed yet");
});

it("is installed when each package has its version; those for other platforms may lack", () => {
  writeInstalled({ "node_modules/a": { version: "1.0.0" } });
  expect(problem(false)).toBeNull();
});

it("wants the packages for development only where they are needed", () => {
  writeInstalled({ "node_modules/a": { version: "1.0.0" } });
  expect(problem(true)).toBe("linter 2.0.0 is not installed");
});

it("is out of date when a version differs from the lockfile's", () => {
  writeInstalled({ "node_modules/a": { version: "0.9.0" } });
  expect(problem(false)).toBe("a 1.0.0 is not installed");
});
