import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { limitBacklog } from "./backlog.ts";

class Connection extends EventEmitter {
  closed = 0;
  close(): void {
    this.closed++;
  }
  queue(...sizes: readonly number[]): void {
    for (const size of sizes) this.emit("packetCreate", { data: "x".repeat(size) });
  }
}

function connection(): Connection {
  const one = new Connection();
  limitBacklog(one, 100);
  return one;
}

it("lets one large packet pass, and any number one reads", () => {
  const reader = connection();
  reader.queue(1000);
  reader.emit("drain");
  reader.queue(60, 30, 60);
  reader.emit("drain");
  reader.emit("packetCreate", {});
  expect(reader.closed).toBe(0);
});

it("ends a connection that does not read, when more is queued", () => {
  const sleeper = connection();
  sleeper.queue(60, 60);
  expect(sleeper.closed).toBe(0);
  sleeper.queue(1);
  expect(sleeper.closed).toBe(1);
});
