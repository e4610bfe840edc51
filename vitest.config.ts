import { defineConfig } from "vitest/config";

/** For what hangs, not for what is slow: other work may run beside the tests. */
const BUSY_MACHINE_MS = 60_000;
const PATIENT = { testTimeout: BUSY_MACHINE_MS, hookTimeout: BUSY_MACHINE_MS };

/** A file's modules are not loaded anew for the next: half of the time of small tests. No module keeps what a test did. */
const SHARED_MODULES = { isolate: false, ...PATIENT };

export default defineConfig({
  test: {
    // Vitest would leave one processor for itself: half of a small machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["{broker,cli,client,components,server,shared,simulation,workers}/**/*.test.ts"],
          exclude: ["**/*.property.test.ts"],
          ...SHARED_MODULES,
        },
      },
      {
        test: {
          name: "property",
          include: ["**/*.property.test.ts"],
          exclude: ["node_modules/**"],
          ...SHARED_MODULES,
        },
      },
      {
        test: {
          name: "components",
          include: ["{components,client}/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["tests/support/stage/patience.ts"],
          ...SHARED_MODULES,
        },
      },
      {
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.mjs"],
          ...SHARED_MODULES,
        },
      },
      {
        test: {
          name: "rules",
          include: ["tests/rules/**/*.test.ts"],
          ...SHARED_MODULES,
        },
      },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          exclude: ["**/*.property.test.ts"],
          ...PATIENT,
        },
      },
      {
        test: {
          name: "conformance",
          include: ["tests/conformance/**/*.test.ts"],
          // All files share the RabbitMQ that AMQP_URL names; an embedded broker is each file's own.
          fileParallelism: !process.env["AMQP_URL"],
          ...SHARED_MODULES,
        },
      },
    ],
  },
});
