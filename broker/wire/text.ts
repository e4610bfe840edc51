const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** What no UTF-8 decodes to: these stand for the octets 0x80 to 0xff of bytes that are none. */
const ESCAPES = 0xdc00;
const ESCAPED = /[\udc80-\udcff]/u;
const CHUNK = 4096;

/** Bytes as text, whatever they are: {@link encodeText} gives back the same bytes. */
export function decodeText(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? escaped(bytes);
}

/** @returns undefined when the bytes are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** @returns how many octets it wrote. */
export function encodeText(text: string, into: Uint8Array): number {
  if (!ESCAPED.test(text)) return encoder.encodeInto(text, into).written;
  for (let i = 0; i < text.length; i++) into[i] = text.charCodeAt(i) & 0xff;
  return text.length;
}

function escaped(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const codes = Array.from(bytes.subarray(at, at + CHUNK), (octet) =>
      octet < 0x80 ? octet : ESCAPES | octet,
    );
    text += String.fromCharCode(...codes);
  }
  return text;
}
