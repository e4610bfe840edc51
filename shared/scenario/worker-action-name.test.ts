import { expect, it } from "vitest";
import { isWorkerActionName, WORKER_ACTIONS, workerActionName } from "./worker-action-name.ts";

it("names every action by the name it is found under", () => {
  const names = Object.values(WORKER_ACTIONS).map(workerActionName);
  expect(names).toEqual(Object.keys(WORKER_ACTIONS));
});

it("knows no name that every object has", () => {
  expect(["kill", "reject-drop", "constructor", "speed"].filter(isWorkerActionName)).toEqual([
    "kill",
    "reject-drop",
  ]);
});
