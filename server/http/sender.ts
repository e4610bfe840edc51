import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";

/** What a request says of itself and what its connection knows of it. */
export interface Sent {
  readonly headers: IncomingMessage["headers"];
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Who sent a request, and what for: as a trusted proxy says, else as the connection does. */
export interface Sender {
  /** Without `::ffff:` before a version 4 address; "" once the connection is gone. */
  readonly address: string;
  /** The Host that was asked for. */
  readonly host: string | undefined;
  /** Whether the browser speaks https. */
  readonly isSecure: boolean;
}

export type SenderOf = (request: Sent) => Sender;

/**
 * @param trusted addresses and subnets (`10.0.0.0/8`) of the proxies whose X-Forwarded-* headers count: each of them has to
 *   set all three itself, or a browser could.
 */
export function senderOf(trusted: readonly string[]): SenderOf {
  const proxies = blockListOf(trusted);
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIPv6(address) ? "ipv6" : "ipv4");

  return ({ headers, socket }) => {
    let address = plain(socket.remoteAddress ?? "");
    if (!isTrusted(address)) return { address, host: headers.host, isSecure: false };
    const passedOn = listed(headers["x-forwarded-for"]);
    // Each proxy adds whom it heard from: the first who is none of them is the sender.
    for (let from = passedOn.pop(); from !== undefined; from = passedOn.pop()) {
      if (isIP(plain(from)) === 0) break;
      address = plain(from);
      if (!isTrusted(address)) break;
    }
    return {
      address,
      host: listed(headers["x-forwarded-host"]).at(-1) ?? headers.host,
      isSecure: listed(headers["x-forwarded-proto"]).at(-1) === "https",
    };
  };
}

/** Whether it is an address, or a subnet such as `10.0.0.0/8`. */
export function isSubnet(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (longest < 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= longest);
}

function blockListOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = "", bits] = subnet.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function listed(header: string | readonly string[] | undefined): string[] {
  return (typeof header === "string" ? header : (header?.join(",") ?? ""))
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
