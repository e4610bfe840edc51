import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** What a pure layer may not touch: its clock, chance and I/O are parameters. */
const pure = [
  "shared/**/*.ts",
  "simulation/**/*.ts",
  "workers/machine/**/*.ts",
  "broker/{wire,core,session}/**/*.ts",
  "**/*.model.ts",
];
const impureGlobals = {
  process: "Take a setting as a parameter; server/config.ts reads the environment.",
  performance: "Take a Clock.",
  setTimeout: "Say when; a thin shell waits.",
  setInterval: "Say when; a thin shell waits.",
  setImmediate: "Return what is to be done; a thin shell does it.",
  queueMicrotask: "Return what is to be done; a thin shell does it.",
  requestAnimationFrame: "Take the time as a parameter.",
  crypto: "Take an Rng, or the identifier itself.",
  fetch: "Take the data.",
  window: "This runs in Node too.",
  document: "This runs in Node too.",
  localStorage: "This runs in Node too.",
  console: "Return it; a thin shell prints.",
};
const namedExports = { selector: "ExportDefaultDeclaration", message: "Export by name." };

export default defineConfig(
  globalIgnores([
    ".next/",
    "dist/",
    "next-env.d.ts",
    "coverage/",
    "playwright-report/",
    "test-results/",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": ["error", namedExports],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/method-signature-style": ["error", "property"],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: pure,
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...Object.entries(impureGlobals).map(([name, message]) => ({ name, message })),
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Take a Clock." },
        { object: "Math", property: "random", message: "Take an Rng." },
        { object: "globalThis", message: "Take what you need as a parameter." },
      ],
      "no-restricted-syntax": [
        "error",
        namedExports,
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Take a Clock.",
        },
        {
          selector: "Program > VariableDeclaration[kind='let']",
          message: "No mutable module state: keep it in a value that is passed along.",
        },
      ],
    },
  },
  { files: ["{app,client,components}/**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  {
    // Next and the tools want a default export.
    files: ["app/**/*.tsx", "*.config.{ts,js,mjs}"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["**/*.test.{ts,tsx}", "tests/**", "broker/testing/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["scripts/**/*.mjs", "*.config.{js,mjs}"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        performance: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        fetch: "readonly",
      },
    },
  },
  { files: ["**/*.cjs"], languageOptions: { globals: { module: "writable" } } },
  { files: ["**/*.{js,cjs,mjs}"], extends: [tseslint.configs.disableTypeChecked] },
);
