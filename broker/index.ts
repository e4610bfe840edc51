export { startBroker, type Broker, type BrokerOptions } from "./start-broker.ts";
export { startBrokerProcess, type BrokerProcess } from "./process/start-broker-process.ts";
export {
  DEFAULT_RELEASE,
  nearestRelease,
  RELEASE_NAMES,
  type ReleaseName,
} from "./core/release.ts";
export type { BrokerEvent, BrokerEventListener, ClientFacts } from "./core/broker-events.ts";
export { isDirectoryName } from "./settings.ts";
export type { BrokerNotice } from "./notice.ts";
export type { QueueCounts } from "./core/virtual-host.ts";
