const ESCAPES = new Map<number, string>([
  [8, "\\b"],
  [9, "\\t"],
  [10, "\\n"],
  [11, "\\v"],
  [12, "\\f"],
  [13, "\\r"],
  [27, "\\e"],
  [34, '\\"'],
  [92, "\\\\"],
]);

/** Bytes the way Erlang prints a binary, as RabbitMQ's texts have it: <<"text">> or <<0,255>>. */
export function erlangBinary(bytes: Uint8Array): string {
  if (bytes.length === 0) return "<<>>";
  const characters = Array.from(bytes, printable);
  return characters.includes(undefined) ? erlangNumbers(bytes) : `<<"${characters.join("")}">>`;
}

/**
 * Text the way Erlang prints a list of its octets: "text" or [0,255].
 *
 * @param as octets: what is not ASCII is printed as so many characters of Latin 1.
 */
export function erlangString(text: string, as: { readonly octets: boolean }): string {
  const bytes = new TextEncoder().encode(text);
  if (Array.from(bytes, printable).includes(undefined)) return `[${bytes.join(",")}]`;
  if (as.octets) return `"${Array.from(bytes, printable).join("")}"`;
  const characters = Array.from(text, (each) => ESCAPES.get(each.charCodeAt(0)) ?? each);
  return `"${characters.join("")}"`;
}

/** Bytes as Erlang's ~w prints them: always numbers. */
export function erlangNumbers(bytes: Uint8Array): string {
  return `<<${bytes.join(",")}>>`;
}

function printable(byte: number): string | undefined {
  const escaped = ESCAPES.get(byte);
  if (escaped !== undefined) return escaped;
  const isPrintable = (byte >= 32 && byte < 127) || byte >= 160;
  return isPrintable ? String.fromCharCode(byte) : undefined;
}
