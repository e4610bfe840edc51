import { expect, it } from "vitest";
import { nodeVersionProblem } from "./node-version.mjs";

const ENGINES = "^20.20 || ^22.18 || >=24";

it.each(["20.20.0", "20.21.3", "22.18.0", "22.30.1", "24.0.0", "26.1.0"])(
  "runs on %s",
  (version) => {
    expect(nodeVersionProblem(version, ENGINES)).toBeNull();
  },
);

it.each(["18.20.4", "20.19.9", "21.7.0", "22.17.1", "23.11.0"])(
  "refuses %s in words",
  (version) => {
    expect(nodeVersionProblem(version, ENGINES)).toContain(
      `runs on Node 20.20 or a newer 20, 22.18 or a newer 22, 24 or newer; this is Node ${version}.`,
    );
  },
);
