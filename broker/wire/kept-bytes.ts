/** Longer than this, an array of their own costs no more than a string. */
const AS_STRING_BYTES = 4096;

/**
 * Octets that are kept for long. Few of them are a string with a character (U+0000 to U+00FF) for each: it lies
 * in the heap itself, where an array needs a buffer outside it that costs more than the octets.
 */
export type KeptBytes = string | Uint8Array;

/** Keeps a part of a network chunk without keeping the chunk. */
export function keep(chunk: Buffer, start: number, end: number): KeptBytes {
  if (end - start <= AS_STRING_BYTES) return chunk.toString("latin1", start, end);
  const part = new Uint8Array(chunk.buffer, chunk.byteOffset + start, end - start);
  return part.length * 4 < part.buffer.byteLength ? part.slice() : part;
}

export function bytesOf(kept: KeptBytes): Uint8Array {
  return typeof kept === "string" ? Buffer.from(kept, "latin1") : kept;
}

/** The same memory, as what Node decodes texts from. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
