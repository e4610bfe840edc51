import { describe, expect, it } from "vitest";
import { FrameSplitter } from "#broker/wire/frame-splitter.ts";
import { FRAME_BODY, FRAME_HEADER } from "#broker/wire/frame.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { bodyFrame, headerFrame, publishFrame } from "#tests/support/raw-frame.ts";
import { connectWire, openWire } from "#broker/testing/wire-client.ts";

const { url, expected } = await conformanceBroker();

const LEAST_FRAME_MAX = Number(expected("CN6", "least"));
/** Beside the payload. */
const FRAME_BYTES = 8;
const MOST_OF_A_BODY = LEAST_FRAME_MAX - FRAME_BYTES;

describe("a message of many frames", () => {
  /** Frames of content as they came, in order: type and size. */
  async function listen(frameMax: number) {
    const { client, socket, greet } = await connectWire(url);
    await greet({ frameMax });
    client.send("connection.open", { virtualHost: "/" }, 0);
    await client.until("connection.open-ok");
    await client.call("channel.open");
    const frames: { readonly type: number; readonly payload: Uint8Array }[] = [];
    const splitter = new FrameSplitter(0);
    socket.on("data", (chunk) => {
      splitter.push(chunk, ({ type, payload }) => {
        if (type === FRAME_HEADER || type === FRAME_BODY) frames.push({ type, payload });
        return true;
      });
    });
    return { client, frames };
  }

  it.each([
    ["one frame", MOST_OF_A_BODY, [MOST_OF_A_BODY]],
    ["an octet more", MOST_OF_A_BODY + 1, [MOST_OF_A_BODY, 1]],
    ["three", 2 * MOST_OF_A_BODY + 1824, [MOST_OF_A_BODY, MOST_OF_A_BODY, 1824]],
  ])("FR11: is cut to the receiver's frame-max: %s", async (_, bytes, sizes) => {
    const { client, frames } = await listen(LEAST_FRAME_MAX);
    const sender = await openWire(url);
    const queue = client.unique("k");
    await client.call("queue.declare", { queue });
    await client.call("basic.consume", { queue, consumerTag: "A", noAck: true });
    sender.publish("x".repeat(bytes), { key: queue });
    await client.until("deliver");
    expect(frames.map(({ type, payload }) => [type, payload.length])).toEqual([
      [FRAME_HEADER, 14],
      ...sizes.map((size) => [FRAME_BODY, size]),
    ]);
    await client.call("queue.delete", { queue });
  });

  it("FR12: body and properties arrive octet for octet, headers as the release writes them", async () => {
    const { client, frames } = await listen(131_072);
    const queue = client.unique("k");
    await client.call("queue.declare", { queue, exclusive: true });
    await client.call("basic.consume", { queue, consumerTag: "A", noAck: true });
    // A table with a name twice, an array, a table in it, what is no UTF-8, a void; a timestamp.
    const table =
      "0161 62ff 0161 7401 026161 410000000c 7380ff 460000000401626207 0162 53 00000002 fffe 0163 56";
    const digits = table.replaceAll(" ", "");
    const size = (digits.length / 2).toString(16).padStart(8, "0");
    const sent = headerFrame(1, 2, { properties: `2040 ${size} ${table} 00000000 5e0be100` });
    client.sendBytes(Buffer.concat([publishFrame(1, "", queue), sent, bodyFrame(1, "ab")]));
    await client.until("deliver");
    const written = expected("FR12", "headers").replaceAll(" ", "");
    const length = (written.length / 2).toString(16).padStart(8, "0");
    expect(Buffer.from(frames[0]!.payload).toString("hex")).toBe(
      headerFrame(1, 2, { properties: `2040 ${length} ${written} 00000000 5e0be100` })
        .subarray(7, -1)
        .toString("hex"),
    );
    expect(Buffer.from(frames[1]!.payload).toString()).toBe("ab");
  });
});
