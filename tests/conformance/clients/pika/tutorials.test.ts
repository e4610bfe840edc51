import { describe } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { pikaPython } from "#tests/support/tools.ts";
import { describeRefusals } from "../refusals.ts";
import { describeTutorials } from "../tutorials.ts";
import { pika } from "./pika.ts";

const { url } = await conformanceBroker();

describe.skipIf(pikaPython === undefined)("pika", () => {
  describeTutorials(url, pika);
  describeRefusals(url, pika);
});
