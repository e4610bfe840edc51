import { readdirSync } from "node:fs";
import { join } from "node:path";

const INTEGRATION = "tests/integration";

/** Files that assert a finish: the machine must have time for them. */
const TIMED = ["race"];

/** @param {string} root */
export function integrationParts(root) {
  const files = integrationFiles(root);
  const isTimed = (file) => TIMED.some((name) => file === pathOf(name));
  const part = { projects: ["integration"], workersBeside: 2 };
  return [
    // It starts programs and waits for them.
    {
      ...part,
      name: "integration",
      atOnce: 3,
      files: files.filter((file) => !isTimed(file)),
      seconds: 230,
    },
    { ...part, name: "integration timed", atOnce: 2, files: files.filter(isTimed), seconds: 20 },
  ];
}

/** @returns {string[]} their paths, in order */
export function integrationFiles(root) {
  return readdirSync(join(root, INTEGRATION))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${INTEGRATION}/${name}`)
    .sort();
}

const pathOf = (name) => `${INTEGRATION}/${name}.test.ts`;
