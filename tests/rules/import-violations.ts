/** A file that breaks one rule of .dependency-cruiser.cjs: what it imports, from where. */
export interface Violation {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
}

/** One deliberate violation, at least, of every rule. */
export const VIOLATIONS: readonly Violation[] = [
  { rule: "no-unresolvable", file: "app/gone.ts", imports: "./nowhere.ts" },
  { rule: "no-test-imports", file: "server/tested.ts", imports: "#tests/support/target.ts" },
  { rule: "no-test-imports", file: "server/tests-too.ts", imports: "#shared/run/target.test.ts" },

  { rule: "shared-imports", file: "shared/run/up.ts", imports: "#client/target.ts" },
  { rule: "shared-packages", file: "shared/run/react.ts", imports: "react" },
  { rule: "shared-without-node", file: "shared/run/disk.ts", imports: "node:fs" },
  { rule: "shared-kernel-order", file: "shared/kernel/up.ts", imports: "../run/target.ts" },
  { rule: "shared-scenario-order", file: "shared/scenario/up.ts", imports: "../run-log/target.ts" },
  { rule: "shared-run-log-order", file: "shared/run-log/up.ts", imports: "../run/target.ts" },
  { rule: "shared-run-order", file: "shared/run/later.ts", imports: "../metrics/target.ts" },
  { rule: "shared-metrics-order", file: "shared/metrics/up.ts", imports: "../protocol/target.ts" },
  {
    rule: "shared-protocol-order",
    file: "shared/protocol/up.ts",
    imports: "../messages/target.ts",
  },
  { rule: "shared-code-order", file: "shared/code/up.ts", imports: "../messages/target.ts" },
  { rule: "shared-messages-order", file: "shared/messages/up.ts", imports: "../lesson/target.ts" },

  { rule: "broker-imports", file: "broker/net/labs.ts", imports: "../../server/target.ts" },
  {
    rule: "broker-tests-alone",
    file: "broker/core/x.test.ts",
    imports: "../../tests/support/target.ts",
  },
  { rule: "no-test-imports", file: "broker/core/tested.ts", imports: "../testing/target.ts" },
  { rule: "broker-packages", file: "broker/net/amqplib.ts", imports: "amqplib" },
  { rule: "broker-node-at-the-edge", file: "broker/session/socket.ts", imports: "node:net" },
  { rule: "broker-node-at-the-edge", file: "broker/core/time.ts", imports: "node:timers" },
  { rule: "broker-wire-alone", file: "broker/wire/core.ts", imports: "../core/target.ts" },
  { rule: "broker-core-alone", file: "broker/core/wire.ts", imports: "../wire/target.ts" },
  { rule: "broker-session-without-io", file: "broker/session/net.ts", imports: "../net/target.ts" },

  { rule: "simulation-imports", file: "simulation/wire.ts", imports: "../broker/wire/target.ts" },
  { rule: "simulation-imports", file: "simulation/line.ts", imports: "../workers/target.ts" },
  { rule: "simulation-packages", file: "simulation/zod.ts", imports: "zod" },
  { rule: "simulation-without-node", file: "simulation/disk.ts", imports: "node:fs" },

  { rule: "workers-imports", file: "workers/broker.ts", imports: "#broker" },
  { rule: "workers-packages", file: "workers/next.ts", imports: "next" },

  { rule: "machine-imports", file: "workers/machine/line.ts", imports: "../target.ts" },
  { rule: "machine-packages", file: "workers/machine/amqplib.ts", imports: "amqplib" },
  { rule: "machine-without-node", file: "workers/machine/disk.ts", imports: "node:fs" },

  { rule: "server-imports", file: "server/deep.ts", imports: "../broker/core/target.ts" },
  { rule: "server-imports", file: "server/app.ts", imports: "../app/target.ts" },
  { rule: "server-packages", file: "server/amqplib.ts", imports: "amqplib" },

  { rule: "cli-imports", file: "cli/gateway.ts", imports: "#server/target.ts" },
  { rule: "cli-packages", file: "cli/amqplib.ts", imports: "amqplib" },

  { rule: "client-imports", file: "client/server.ts", imports: "#server/target.ts" },
  { rule: "client-packages", file: "client/zod.ts", imports: "zod" },
  { rule: "client-without-node", file: "client/disk.ts", imports: "node:fs" },
  { rule: "react-only-in-hooks", file: "client/store.ts", imports: "react" },

  { rule: "components-imports", file: "components/stage/server.ts", imports: "#server/target.ts" },
  { rule: "components-packages", file: "components/stage/socket.ts", imports: "socket.io-client" },
  { rule: "components-without-node", file: "components/stage/disk.ts", imports: "node:fs" },
  { rule: "words-without-react", file: "components/words/react.ts", imports: "react" },
  { rule: "ui-knows-no-domain", file: "components/ui/lab.ts", imports: "../stage/target.ts" },

  { rule: "app-imports", file: "app/server.ts", imports: "#server/target.ts" },
  { rule: "app-packages", file: "app/recharts.ts", imports: "recharts" },
  { rule: "app-without-node", file: "app/disk.ts", imports: "node:fs" },
];

/** Imports that the table allows: none of them may be reported. */
export const ALLOWED: readonly Omit<Violation, "rule">[] = [
  { file: "shared/run/fine.ts", imports: "zod" },
  { file: "broker/net/fine.ts", imports: "node:net" },
  { file: "broker/core/fine.ts", imports: "#broker/core/target.ts" },
  { file: "simulation/fine.ts", imports: "../broker/core/target.ts" },
  { file: "simulation/fine-too.ts", imports: "../workers/machine/target.ts" },
  { file: "workers/fine.ts", imports: "amqplib" },
  { file: "workers/machine/fine.ts", imports: "#shared/run/target.ts" },
  { file: "server/fine.ts", imports: "#broker" },
  { file: "cli/fine.ts", imports: "#broker" },
  { file: "cli/words.ts", imports: "#components/words/target.ts" },
  { file: "client/use-fine.ts", imports: "react" },
  { file: "components/stage/fine.ts", imports: "#client/target.ts" },
  { file: "app/fine.ts", imports: "next" },
  { file: "server/fine.test.ts", imports: "#tests/support/target.ts" },
];
