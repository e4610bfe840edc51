import { Connection } from "rabbitmq-client";
import { onTestFinished } from "vitest";

/** A connection that ends with the test. */
export function connect(url: string): Connection {
  const connection = new Connection(url);
  connection.on("error", () => undefined); // it comes back by itself
  onTestFinished(() => {
    connection.unsafeDestroy();
  });
  return connection;
}
