import { constants } from "node:os";

/** `exit` listeners run (RabbitMQ is ended by one) whatever ends this process. */
export function exitOnSignals() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
}
