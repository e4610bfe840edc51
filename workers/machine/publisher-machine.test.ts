import { expect, it } from "vitest";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { messageIdOf, namedBy } from "./message-id.ts";
import { newPublisher, publisherStep, type PublisherStimulus } from "./publisher-machine.ts";

const MODE = { persistent: true, confirms: true };
const FORGETFUL = { persistent: false, confirms: false };
const READY = { type: "ready", mode: MODE } as const;

/** A publisher that is told what happens; what comes of it is told in words. */
function told() {
  let publisher = newPublisher("A", "q");
  return (...stimuli: readonly PublisherStimulus[]) =>
    stimuli
      .map((stimulus) => {
        const { state, reports, send } = publisherStep(publisher, stimulus);
        publisher = state;
        const said = reports.map((report) => {
          const number = "task" in report ? report.task : "message" in report ? report.message : "";
          return `${report.type} ${number}`;
        });
        const done = send.map(
          ({ message, routingKey, persistent, mandatory, confirms }) =>
            `send ${messageIdOf(message)} to ${routingKey}` +
            `${persistent ? ", persistent" : ""}${mandatory ? ", mandatory" : ""}${confirms ? ", confirmed" : ""}`,
        );
        return [...said, ...done].join("; ");
      })
      .filter((one) => one !== "");
}

function publish(task: number, mode = MODE): PublisherStimulus {
  const planned = { text: "task.", publishAtMs: 0, serviceMs: 1000, task: task as TaskNumber };
  return { type: "publish", task: planned, mode };
}

it("says that it publishes, then sends", () => {
  expect(told()(READY, publish(1), publish(2, FORGETFUL))).toEqual([
    "published 1; send 1 to q, persistent, mandatory, confirmed",
    "published 2; send 2 to q, mandatory",
  ]);
});

it("keeps what can't be sent, and sends it in order once it can, as is the custom then", () => {
  const hears = told();
  expect(hears(publish(1))).toEqual([]);
  expect(hears(READY)).toEqual(["published 1; send 1 to q, persistent, mandatory, confirmed"]);
  expect(hears({ type: "broker-lost" }, { type: "broker-lost" }, publish(2), publish(3))).toEqual(
    [],
  );
  expect(hears({ type: "ready", mode: FORGETFUL })).toEqual([
    "published 2; published 3; send 2 to q, mandatory; send 3 to q, mandatory",
  ]);
  expect(hears(READY)).toEqual([]);
});

it("tells what the broker answers, though it may be gone by now", () => {
  const hears = told();
  const message = { task: 1 as TaskNumber };
  const reply = { replyCode: 312, replyText: "NO_ROUTE" };
  hears(READY, publish(1), { type: "broker-lost" });
  expect(hears({ type: "returned", message, ...reply }, { type: "confirmed", message })).toEqual([
    "returned 1",
    "confirmed 1",
  ]);
});

it("sends again what was sent in vain, before what waited", () => {
  const hears = told();
  hears(publish(2));
  const again = [{ task: 1 as TaskNumber, text: "task.", serviceMs: 1000 }];
  expect(hears({ type: "ready", mode: MODE, again })).toEqual([
    "republished 1; published 2; send 1 to q, persistent, mandatory, confirmed; send 2 to q, persistent, mandatory, confirmed",
  ]);
});

it("tells what the broker would not take", () => {
  expect(
    told()(READY, publish(1), { type: "refused", message: { task: 1 as TaskNumber } }),
  ).toEqual(["published 1; send 1 to q, persistent, mandatory, confirmed", "refused 1"]);
});

it("sends astray to a routing key that no queue has, and tells how it went; or not at all", () => {
  const hears = told();
  const astray = { message: 4, text: "hello", mandatory: true };
  const sending = { type: "publish-astray", astray, mode: MODE } as const;
  expect(hears(sending)).toEqual([]);
  expect(hears(READY, sending)).toEqual([
    "published-astray 4; send astray-4 to q-typo, mandatory, confirmed",
  ]);
  const message = { astray: 4 };
  const reply = { replyCode: 312, replyText: "NO_ROUTE" };
  expect(hears({ type: "returned", message, ...reply }, { type: "confirmed", message })).toEqual([
    "astray-returned 4",
    "astray-confirmed 4",
  ]);
});

it("knows its own messages by their ids, and no others", () => {
  for (const named of [{ task: 12 as TaskNumber }, { astray: 3 }]) {
    expect(namedBy(messageIdOf(named))).toEqual(named);
  }
  for (const other of ["", "0", "astray-", "astray-x", "1.5", "1234567890", undefined, 7]) {
    expect(namedBy(other)).toBeNull();
  }
});
