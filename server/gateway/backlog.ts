/** What engine.io's connections are, as far as this goes. */
export interface Connection {
  on: ((
    event: "packetCreate",
    listener: (packet: { readonly data?: string | Buffer }) => void,
  ) => unknown) &
    ((event: "drain", listener: () => void) => unknown);
  close: (discard?: boolean) => unknown;
}

/**
 * Ends a connection whose other end does not read. What it asked for piles up in this process's
 * memory; a whole log, which may be large, passes if not too much waits before it.
 */
export function limitBacklog(connection: Connection, maxBytes: number): void {
  let waiting = 0;
  connection.on("packetCreate", ({ data }) => {
    if (waiting > maxBytes) connection.close(true);
    else waiting += data?.length ?? 0;
  });
  // Handed to the socket, which takes no more until its other end has read.
  connection.on("drain", () => {
    waiting = 0;
  });
}
