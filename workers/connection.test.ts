import { describe, expect, it } from "vitest";
import {
  BrokerConnection,
  describeConnectError,
  replyTextOf,
  withHeartbeat,
} from "./connection.ts";

describe("describeConnectError", () => {
  const url = "amqp://guest:guest@localhost/a%2Fb";

  it("tells every address of a name apart", () => {
    const error = new AggregateError([
      new Error("connect ECONNREFUSED ::1:5672"),
      new Error("connect ECONNREFUSED 127.0.0.1:5672"),
    ]);
    expect(describeConnectError(error, url)).toBe(
      "connect ECONNREFUSED ::1:5672; connect ECONNREFUSED 127.0.0.1:5672",
    );
  });

  it("says in words that there is no such virtual host", () => {
    const error = new Error("Expected ConnectionOpenOk; got <ConnectionClose channel:0>");
    expect(describeConnectError(error, url)).toBe(
      'NOT_ALLOWED - virtual host "a/b" not found, or no permission to use it',
    );
  });

  it("gives the broker's own words", () => {
    const error = new Error(
      'Handshake terminated by server: 403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - Login was refused"',
    );
    expect(describeConnectError(error, url)).toBe("ACCESS_REFUSED - Login was refused");
  });
});

it("takes the broker's text out of amqplib's, line breaks and quotes included", () => {
  const error = new Error('Connection closed: 501 (FRAME-ERROR) with message "a "b"\nc"');
  expect(replyTextOf(error)).toBe('a "b"\nc');
});

it("asks for heartbeats unless the URL says otherwise", () => {
  expect(withHeartbeat("amqp://h:1/v")).toBe("amqp://h:1/v?heartbeat=10");
  expect(withHeartbeat("amqp://h:1/v", 3)).toBe("amqp://h:1/v?heartbeat=3");
  expect(withHeartbeat("amqp://h:1/v?heartbeat=3")).toBe("amqp://h:1/v?heartbeat=3");
});

it("rejects in words when nobody listens", async () => {
  const connecting = BrokerConnection.open({ url: "amqp://127.0.0.1:1", name: "test" });
  await expect(connecting).rejects.toThrow("connect ECONNREFUSED 127.0.0.1:1");
});
