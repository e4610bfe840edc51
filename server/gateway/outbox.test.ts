import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { Outbox } from "./outbox.ts";

class Connection extends EventEmitter {
  readonly transport = new EventEmitter();
  closed = 0;
  close(): void {
    this.closed++;
    this.emit("close");
  }
  queue(...sizes: readonly number[]): void {
    for (const size of sizes) this.emit("packetCreate", { data: "x".repeat(size) });
  }
  /** The transport takes what there is… */
  flush(): void {
    this.emit("flush");
  }
  /** …and its other end reads it. */
  read(): void {
    this.transport.emit("drain");
  }
}

function connection(): { readonly one: Connection; readonly outbox: Outbox } {
  const one = new Connection();
  return { one, outbox: new Outbox(one, 100) };
}

it("lets one large packet pass, and any number one reads", () => {
  const { one: reader } = connection();
  reader.queue(1000);
  reader.flush();
  reader.read();
  reader.queue(60, 30, 60);
  reader.flush();
  reader.read();
  reader.emit("packetCreate", {});
  expect(reader.closed).toBe(0);
});

it("ends a connection that does not read, when more is queued", () => {
  const { one: sleeper } = connection();
  sleeper.queue(60);
  sleeper.flush();
  sleeper.queue(60);
  expect(sleeper.closed).toBe(0);
  sleeper.queue(1);
  expect(sleeper.closed).toBe(1);
});

it("tells when what is in it is written, and not when it is only handed over", () => {
  const { one, outbox } = connection();
  const told: string[] = [];
  outbox.whenWritten(() => told.push("empty"));
  one.queue(10);
  outbox.whenWritten(() => told.push("first"));
  one.flush();
  one.queue(10);
  outbox.whenWritten(() => told.push("second"));
  expect(told).toEqual(["empty"]);
  one.read();
  expect([told.at(-1), outbox.waitingBytes]).toEqual(["first", 10]);
  one.close();
  expect(told.at(-1)).toBe("second");
  outbox.whenWritten(() => told.push("too late"));
  expect(told.at(-1)).toBe("too late");
});
