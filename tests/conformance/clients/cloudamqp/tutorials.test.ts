import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { describeRefusals } from "../refusals.ts";
import { describeTutorials } from "../tutorials.ts";
import { cloudamqp } from "./cloudamqp.ts";

const { url } = await conformanceBroker();

describeTutorials(url, cloudamqp);
describeRefusals(url, cloudamqp);
