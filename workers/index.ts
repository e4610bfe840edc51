export { BrokerConnection, type ConnectionLoss } from "./connection.ts";
export { Burst, type BurstOptions } from "./burst.ts";
export { Pool, type Acted } from "./pool.ts";
export { Publisher, type QueueCounts, type Refusal } from "./publisher.ts";
