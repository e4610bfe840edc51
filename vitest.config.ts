import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{broker,client,components,server,shared,workers}/**/*.test.ts"],
          exclude: ["**/*.property.test.ts"],
        },
      },
      {
        test: {
          name: "property",
          include: ["**/*.property.test.ts"],
          exclude: ["node_modules/**"],
        },
      },
      {
        test: {
          name: "components",
          include: ["{components,client}/**/*.test.tsx"],
          environment: "jsdom",
        },
      },
      {
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.mjs"],
        },
      },
      {
        test: {
          name: "rules",
          include: ["tests/rules/**/*.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          exclude: ["**/*.property.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "conformance",
          include: ["tests/conformance/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 30_000,
        },
      },
    ],
  },
});
