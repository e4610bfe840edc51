/** Short, so that nobody waits long to see a silent worker given up. */
export const WORKER_HEARTBEAT_S = 3;

/** How long a broker believes in a silent worker: 2 to 3 heartbeats after its last word. Of the wall's time. */
export const PATIENCE_MS = 2.5 * WORKER_HEARTBEAT_S * 1000;
