import { ByteReader } from "../wire/byte-reader.ts";
import { readTable } from "../wire/field-table.ts";

/** User names and their passwords. */
export type Users = ReadonlyMap<string, string>;

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** In the order they are announced. */
export const MECHANISMS = ["AMQPLAIN", "PLAIN"] as const;
export type Mechanism = (typeof MECHANISMS)[number];

/** This user may only log in from the broker's own machine. */
const LOOPBACK_USER = "guest";

/** @returns what the client says it is; undefined when the response can't be read. */
export function readCredentials(
  mechanism: Mechanism,
  response: Uint8Array,
): Credentials | undefined {
  switch (mechanism) {
    case "AMQPLAIN":
      return readAmqplain(response);
    case "PLAIN":
      return readPlain(new TextDecoder().decode(response));
  }
}

export function isAllowed(
  { user, password }: Credentials,
  users: Users,
  fromLoopback: boolean,
): boolean {
  const known = users.get(user);
  const matches = equalInConstantTime(password, known ?? "");
  return matches && known !== undefined && (fromLoopback || user !== LOOPBACK_USER);
}

/** RFC 4616 with an empty authorization identity, the only form RabbitMQ reads. */
function readPlain(response: string): Credentials | undefined {
  const [authorization, user, password, ...rest] = response.split("\0");
  if (authorization !== "" || user === undefined || password === undefined) return undefined;
  return rest.length === 0 ? { user, password } : undefined;
}

/** A field table without its size. */
function readAmqplain(response: Uint8Array): Credentials | undefined {
  const sized = new Uint8Array(4 + response.length);
  new DataView(sized.buffer).setUint32(0, response.length);
  sized.set(response, 4);
  const table = readTable(new ByteReader(sized));
  const user = table.get("LOGIN");
  const password = table.get("PASSWORD");
  if (user?.type !== "longstr" || password?.type !== "longstr") return undefined;
  return { user: user.value, password: password.value };
}

/** Takes as long for a near miss as for a far one: depends on the length of `given` alone. */
function equalInConstantTime(given: string, known: string): boolean {
  const encoder = new TextEncoder();
  const a = encoder.encode(given);
  const b = encoder.encode(known);
  let difference = a.length ^ b.length;
  a.forEach((byte, i) => {
    difference |= byte ^ (b[i % Math.max(1, b.length)] ?? 0);
  });
  return difference === 0;
}
