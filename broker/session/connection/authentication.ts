import { ByteReader } from "#broker/wire/byte-reader.ts";
import { readTable } from "#broker/wire/field-table.ts";

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** In the order they are announced. */
export const MECHANISMS = ["AMQPLAIN", "PLAIN"] as const;
export type Mechanism = (typeof MECHANISMS)[number];

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
