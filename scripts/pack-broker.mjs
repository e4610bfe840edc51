// Makes a package of the broker alone, without dependencies: `npm run pack:broker -- [folder]` prints where the tarball
// is. About 5 s.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = join(import.meta.dirname, "..");
const source = join(root, "broker");
const folder = resolve(process.argv[2] ?? join(root, "dist"));
const stage = join(folder, "broker-package");
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });

await build({
  absWorkingDir: root,
  entryPoints: { index: join(source, "index.ts"), main: join(source, "main.ts") },
  outdir: join(stage, "code"),
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
});

writeJson("tsconfig.json", {
  extends: join(root, "tsconfig.json"),
  compilerOptions: {
    noEmit: false,
    incremental: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: source,
    outDir: join(stage, "types"),
    typeRoots: [join(root, "node_modules/@types")],
  },
  files: [join(source, "index.ts")],
  include: [],
});
execFileSync(
  process.execPath,
  [join(root, "node_modules/typescript/bin/tsc"), "-p", join(stage, "tsconfig.json")],
  { stdio: ["ignore", 2, 2] },
);

const { name, version, description, license, type, engines } = JSON.parse(
  readFileSync(join(source, "package.json"), "utf8"),
);
writeJson("package.json", {
  name,
  version,
  description,
  license,
  type,
  engines,
  files: ["code", "types"],
  exports: {
    ".": { types: "./types/index.d.ts", default: "./code/index.js" },
    "./main.js": "./code/main.js",
  },
  // The declarations say #broker/…, as their sources do.
  imports: { "#broker/*.ts": { types: "./types/*.d.ts" } },
});
cpSync(join(source, "README.md"), join(stage, "README.md"));
cpSync(join(root, "LICENSE"), join(stage, "LICENSE"));

const [{ filename }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: stage,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }),
);
console.log(join(folder, filename));

function writeJson(file, value) {
  writeFileSync(join(stage, file), `${JSON.stringify(value, null, 2)}\n`);
}
