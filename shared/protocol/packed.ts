import type { Brand } from "../kernel/brand.ts";
import type { Logged, Seq } from "../run-log/run-event.ts";

declare const carried: unique symbol;

/** A value as the bytes that travel (JSON, UTF-8): made once, for everybody who is sent it. A browser gets an ArrayBuffer. */
export type Packed<Value> = Brand<Uint8Array | ArrayBuffer, "Packed"> & {
  readonly [carried]?: Value;
};

export function pack<Value>(value: Value): Packed<Value> {
  return new TextEncoder().encode(JSON.stringify(value)) as Uint8Array as Packed<Value>;
}

export function unpack<Value>(packed: Packed<Value>): Value {
  return JSON.parse(new TextDecoder().decode(packed)) as Value;
}

/** Events of a log in order, a block after the other. The first block may begin before what was asked for. */
export type PackedLog = readonly Packed<readonly Logged[]>[];

/** @returns what comes after `afterSeq`. */
export function unpackLog(blocks: PackedLog, afterSeq: Seq | 0): readonly Logged[] {
  return blocks.flatMap(unpack).filter(({ seq }) => seq > afterSeq);
}
