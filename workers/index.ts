export { BrokerConnection, type ConnectionLoss } from "./connection.ts";
export { Burst, type BurstOptions } from "./burst.ts";
export { Pool, type Acted } from "./pool.ts";
export { Publisher } from "./publisher.ts";
export type { PublisherLine, QueueCounts, Refusal } from "./publisher-line.ts";
