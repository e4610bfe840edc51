import { defineConfig } from "vitest/config";

/** For what hangs, not for what is slow: other work may run beside the tests. */
const BUSY_MACHINE_MS = 60_000;
const PATIENT = { testTimeout: BUSY_MACHINE_MS, hookTimeout: BUSY_MACHINE_MS };

/** A file's modules are not loaded anew for the next: half of the time of tests this small. No module keeps what a test did. */
const FAST = { isolate: false, ...PATIENT };

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
          ...FAST,
        },
      },
      {
        test: {
          name: "property",
          include: ["**/*.property.test.ts"],
          exclude: ["node_modules/**"],
          ...FAST,
        },
      },
      {
        test: {
          name: "components",
          include: ["{components,client}/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["tests/support/stage/patience.ts"],
          ...FAST,
        },
      },
      {
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.mjs"],
          ...FAST,
        },
      },
      {
        test: {
          name: "rules",
          include: ["tests/rules/**/*.test.ts"],
          ...FAST,
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
          ...PATIENT,
        },
      },
    ],
  },
});
