import { spawnSync } from "node:child_process";

const succeeds = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { stdio: "ignore" }).status === 0;

/** The Python that has pika, or `undefined`: Debian's before one on the PATH. */
export const pikaPython = ["/usr/bin/python3", "python3"].find((python) =>
  succeeds(python, ["-c", "import pika"]),
);

/** Whether librabbitmq's command-line clients (Debian: amqp-tools) are there. */
export const hasAmqpTools = succeeds("amqp-publish", ["--help"]);
