export { BrokerConnection, type ConnectionLoss } from "./connection.ts";
export { deliveryLimitOf } from "./machine/delivery-limit.ts";
export { Burst, type BurstOptions } from "./burst.ts";
export type { FromOutside } from "./message.ts";
export { namedTask } from "./machine/message-id.ts";
export { Pool } from "./pool.ts";
export { Publisher } from "./publisher.ts";
export type { PublisherLine, QueueCounts, Refusal, Seen } from "./publisher-line.ts";
