import { expect, it } from "vitest";
import { FRAME_BODY } from "#broker/wire/frame.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { headerFrame, publishFrame, rawFrame } from "#tests/support/raw-frame.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url, expected } = await conformanceBroker();

const MAX_BYTES = Number(expected("CO6", "octets"));
const PIECE_BYTES = 65_536;

it("CO6: a message of one octet too many is refused when it is complete; the connection lives on", async () => {
  const wire = await openWire(url);
  wire.sendBytes(Buffer.concat([publishFrame(1), headerFrame(1, MAX_BYTES + 1)]));
  const piece = rawFrame(FRAME_BODY, 1, Buffer.alloc(PIECE_BYTES));
  for (let sent = 0; sent < MAX_BYTES; sent += PIECE_BYTES) wire.sendBytes(piece);
  expect(await wire.call("channel.open", {}, 2)).toEqual(["2: channel.open-ok"]);
  wire.sendBytes(rawFrame(FRAME_BODY, 1, "00"));
  expect(await wire.until("channel.close")).toEqual([
    `channel.close 406 PRECONDITION_FAILED - message size ${MAX_BYTES + 1} is larger than configured max size ${MAX_BYTES} [60.40]`,
  ]);
  expect(await wire.call("basic.qos", {}, 2)).toEqual(["2: basic.qos-ok"]);
});

it("CO5: one announced to be larger than anything", async () => {
  const wire = await openWire(url);
  const announced = headerFrame(1, 2n ** 52n);
  wire.sendBytes(Buffer.concat([publishFrame(1), announced, methodFrame(1, "basic.qos", {})]));
  expect(await wire.until("connection.close")).toEqual([
    `connection.close ${expected("CO5", "announced")} [60.40]`,
  ]);
});
