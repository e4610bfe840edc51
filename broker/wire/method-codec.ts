import { ConnectionError, UnknownMethod } from "#broker/amqp-error.ts";
import { ByteReader, Malformed, NotUtf8 } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { DOMAIN_CODECS } from "./domain-codecs.ts";
import { erlangNumbers } from "./erlang-term.ts";
import {
  METHOD_NAMES,
  METHODS,
  methodKey,
  type Domain,
  type Method,
  type MethodFields,
  type MethodName,
  type MethodSpec,
} from "./methods.ts";

/** Of class and method. */
const IDS_BYTES = 4;

type Fields = Record<string, unknown>;
interface Codec {
  readonly name: MethodName;
  readonly key: number;
  readonly steps: readonly Step[];
}
/** Reads or writes one field, or up to eight neighbouring bits, which share an octet. */
interface Step {
  readonly read: (reader: ByteReader, into: Fields) => void;
  readonly skip: (reader: ByteReader) => void;
  readonly write: (writer: ByteWriter, from: Fields) => void;
}

const CODECS = new Map<MethodName, Codec>(METHOD_NAMES.map((name) => [name, compile(name)]));
const CODEC_BY_KEY = new Map<number, Codec>(
  [...CODECS.values()].map((codec) => [codec.key, codec]),
);

/** A known method whose fields are not what they should be. */
export class UnreadableMethod extends ConnectionError {
  readonly method: MethodName;
  constructor(method: MethodName, fields: Uint8Array) {
    super(501, `cannot decode ${erlangNumbers(fields)}`);
    this.method = method;
  }
}

/**
 * @param payload a method frame's payload, at least class and method id.
 * @throws {@link UnknownMethod}, or {@link UnreadableMethod} when its fields don't fit.
 */
export function readMethod(payload: Uint8Array, start = 0, end = payload.length): Method {
  const reader = new ByteReader(payload, start, end);
  const key = reader.long();
  const codec = CODEC_BY_KEY.get(key);
  if (codec === undefined) throw new UnknownMethod(key >>> 16, key & 0xffff);
  try {
    const fields: Fields = {};
    for (const step of codec.steps) step.read(reader, fields);
    if (reader.remaining > 0) throw new Malformed(`${reader.remaining} octets too many`);
    // The steps were compiled from the very table MethodFields is derived from.
    return { name: codec.name, fields } as unknown as Method;
  } catch (error) {
    const isUnreadable =
      error instanceof NotUtf8
        ? !fits(codec, new ByteReader(payload, start + IDS_BYTES, end))
        : error instanceof Malformed;
    if (isUnreadable)
      throw new UnreadableMethod(codec.name, payload.subarray(start + IDS_BYTES, end));
    throw error;
  }
}

/** RabbitMQ looks at the lengths of all fields before it looks into one. */
function fits({ steps }: Codec, reader: ByteReader): boolean {
  try {
    for (const { skip } of steps) skip(reader);
    return reader.remaining === 0;
  } catch {
    return false;
  }
}

/** Writes class id, method id and fields: a method frame's payload. */
export function writeMethod<Name extends MethodName>(
  writer: ByteWriter,
  name: Name,
  fields: MethodFields<Name>,
): void {
  const codec = codecOf(name);
  writer.long(codec.key);
  for (const step of codec.steps) step.write(writer, fields);
}

function codecOf(name: MethodName): Codec {
  const codec = CODECS.get(name);
  if (codec === undefined) throw new Error(`no codec for ${name}`);
  return codec;
}

function compile(name: MethodName): Codec {
  const spec: MethodSpec = METHODS[name];
  const steps: Step[] = [];
  let bits: string[] = [];
  for (const [field, domain] of Object.entries(spec.fields)) {
    if (domain === "bit") {
      if (bits.length === 0 || bits.length === 8) steps.push(bitsStep((bits = [])));
      bits.push(field);
    } else {
      bits = [];
      steps.push(field.startsWith("reserved") ? skipStep(domain) : fieldStep(field, domain));
    }
  }
  return { name, key: methodKey(spec.classId, spec.methodId), steps };
}

function bitsStep(names: readonly string[]): Step {
  return {
    skip: (reader) => void reader.octet(),
    read: (reader, into) => {
      const octet = reader.octet();
      names.forEach((name, i) => {
        if (!name.startsWith("reserved")) into[name] = (octet & (1 << i)) !== 0;
      });
    },
    write: (writer, from) => {
      writer.octet(
        names.reduce((octet, name, i) => (from[name] === true ? octet | (1 << i) : octet), 0),
      );
    },
  };
}

function fieldStep(name: string, domain: Exclude<Domain, "bit">): Step {
  const { read, skip, write } = DOMAIN_CODECS[domain];
  return {
    skip,
    read: (reader, into) => {
      into[name] = read(reader);
    },
    write: (writer, from) => {
      write(writer, from[name] as never);
    },
  };
}

function skipStep(domain: Exclude<Domain, "bit">): Step {
  const { read, skip, write, empty } = DOMAIN_CODECS[domain];
  return {
    skip,
    read: (reader) => void read(reader),
    write: (writer) => {
      write(writer, empty as never);
    },
  };
}
