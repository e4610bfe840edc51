import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { describeRefusals } from "../refusals.ts";
import { describeTutorials } from "../tutorials.ts";
import { rabbitmqClient } from "./rabbitmq-client.ts";

const { url } = await conformanceBroker();

describeTutorials(url, rabbitmqClient);
describeRefusals(url, rabbitmqClient);
