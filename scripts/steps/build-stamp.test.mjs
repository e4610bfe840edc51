import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildFingerprint, buildProblem } from "./build-stamp.mjs";

let root = "";
const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dispatch-lab-build-"));
  write("package.json", "{}");
  write("server/http/serve.ts", "1");
  write("dist/server.mjs", "");
  write("dist/broker.mjs", "");
  write(".next/BUILD_ID", "");
  write("dist/build-stamp", buildFingerprint(root));
});
afterEach(() => rmSync(root, { recursive: true }));

it("a finished build of this source needs no other", () => {
  expect(buildProblem(root)).toBeNull();
});

it.each(["server/http/serve.ts", "server/new.ts", "package.json"])(
  "a change of %s asks for one",
  (path) => {
    write(path, "2");
    expect(buildProblem(root)).toBe("the source changed since the last build");
  },
);

it("tests and explanations are not built", () => {
  write("server/http/serve.test.ts", "2");
  write("server/README.md", "2");
  expect(buildProblem(root)).toBeNull();
});

it.each(["dist/build-stamp", "dist/server.mjs", "dist/broker.mjs", ".next/BUILD_ID"])(
  "without %s there is no build",
  (path) => {
    rmSync(join(root, path));
    expect(buildProblem(root)).toBe("there is no build yet");
  },
);
