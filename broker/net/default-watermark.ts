import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";

/** RabbitMQ's vm_memory_high_watermark, of what this process may use. */
const SHARE = 0.4;

export function defaultWatermarkBytes(): number {
  return Math.floor(SHARE * Math.min(getHeapStatistics().heap_size_limit, totalmem()));
}
