import { expect, it } from "vitest";
import { serviceHeaders, serviceMsOfMessage } from "./service-header.ts";

it("is there only where the dots don't say it", () => {
  expect(serviceHeaders({ text: "task..", serviceMs: 2000 })).toEqual({});
  expect(serviceHeaders({ text: "task.", serviceMs: 1250 })).toEqual({ "x-service-ms": 1250 });
  expect(serviceHeaders({ text: "task.", serviceMs: 0 })).toEqual({ "x-service-ms": 0 });
});

it.each<[unknown, number]>([
  [{ "x-service-ms": 1250 }, 1250],
  [{ "x-service-ms": 0 }, 0],
  [{ "x-service-ms": "40" }, 40],
  [{}, 2000],
  [undefined, 2000],
  [{ "x-service-ms": -1 }, 2000],
  [{ "x-service-ms": "soon" }, 2000],
  [{ "x-service-ms": Infinity }, 2000],
])("comes before the text, if it is a time: %j", (headers, serviceMs) => {
  expect(serviceMsOfMessage(Buffer.from("Größe.."), headers)).toBe(serviceMs);
});
