import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A TCP proxy on loopback that can be cut: all connections end at once, and new ones are refused until it is mended. */
export interface SeverableProxy {
  readonly port: number;
  readonly cut: () => void;
  /** Lets so many more connections in; the next one cuts them all. */
  readonly cutAfter: (connections: number) => void;
  /** New connections are refused, those that are there live. */
  readonly refuse: () => void;
  /** From now on, until it is cut, what a client says goes nowhere. */
  readonly swallow: () => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

export async function severableProxy(to: { readonly port: number }): Promise<SeverableProxy> {
  const open = new Set<Socket>();
  let whole = true;
  let swallows = false;
  let letsIn = Infinity;
  const server = createServer((near) => {
    if (letsIn-- === 0) cut();
    if (!whole) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(to.port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.on("error", () => undefined); // "close" follows
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    near.on("data", (bytes) => {
      if (!swallows) far.write(bytes);
    });
    near.on("end", () => far.end());
    far.pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const severAll = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  const cut = () => {
    whole = false;
    swallows = false;
    severAll();
  };
  return {
    port: (server.address() as AddressInfo).port,
    refuse: () => {
      whole = false;
    },
    swallow: () => {
      swallows = true;
    },
    cut,
    cutAfter: (connections) => {
      letsIn = connections;
    },
    mend: () => {
      whole = true;
    },
    close: async () => {
      severAll();
      server.close();
      await once(server, "close");
    },
  };
}
