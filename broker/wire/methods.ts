import type { FieldTable } from "./field-table.ts";

/**
 * The 66 methods of AMQP 0-9-1 with RabbitMQ's extensions, as a table: class id, method id, fields.
 * Everything that reads or writes a method is derived from it, types included.
 */

/** Elementary domains of method fields. `longstr` stays bytes: it carries credentials and opaque data. */
export interface DomainTypes {
  bit: boolean;
  octet: number;
  short: number;
  long: number;
  /** A delivery tag. Exact up to 2^53; ours never grow beyond. */
  longlong: number;
  shortstr: string;
  /** A short string that need not be UTF-8: RabbitMQ checks none where content follows. */
  bytestr: string;
  longstr: Uint8Array;
  table: FieldTable;
}
export type Domain = keyof DomainTypes;

export interface MethodSpec {
  readonly classId: number;
  readonly methodId: number;
  readonly fields: Readonly<Record<string, Domain>>;
}

const method = <const Fields extends Record<string, Domain>>(
  classId: number,
  methodId: number,
  fields: Fields,
) => ({ classId, methodId, fields });

const close = {
  replyCode: "short",
  replyText: "shortstr",
  classId: "short",
  methodId: "short",
} as const;
const exchangeBinding = {
  reservedTicket: "short",
  destination: "shortstr",
  source: "shortstr",
  routingKey: "shortstr",
  noWait: "bit",
  arguments: "table",
} as const;

/** Fields named `reserved…` are skipped when read and written as zero. */
export const METHODS = {
  "connection.start": method(10, 10, {
    versionMajor: "octet",
    versionMinor: "octet",
    serverProperties: "table",
    mechanisms: "longstr",
    locales: "longstr",
  }),
  "connection.start-ok": method(10, 11, {
    clientProperties: "table",
    mechanism: "shortstr",
    response: "longstr",
    locale: "shortstr",
  }),
  "connection.secure": method(10, 20, { challenge: "longstr" }),
  "connection.secure-ok": method(10, 21, { response: "longstr" }),
  "connection.tune": method(10, 30, { channelMax: "short", frameMax: "long", heartbeat: "short" }),
  "connection.tune-ok": method(10, 31, {
    channelMax: "short",
    frameMax: "long",
    heartbeat: "short",
  }),
  "connection.open": method(10, 40, {
    virtualHost: "shortstr",
    reservedCapabilities: "shortstr",
    reservedInsist: "bit",
  }),
  "connection.open-ok": method(10, 41, { reservedKnownHosts: "shortstr" }),
  "connection.close": method(10, 50, close),
  "connection.close-ok": method(10, 51, {}),
  "connection.blocked": method(10, 60, { reason: "shortstr" }),
  "connection.unblocked": method(10, 61, {}),
  "connection.update-secret": method(10, 70, { newSecret: "longstr", reason: "shortstr" }),
  "connection.update-secret-ok": method(10, 71, {}),

  "channel.open": method(20, 10, { reservedOutOfBand: "shortstr" }),
  "channel.open-ok": method(20, 11, { reservedChannelId: "longstr" }),
  "channel.flow": method(20, 20, { active: "bit" }),
  "channel.flow-ok": method(20, 21, { active: "bit" }),
  "channel.close": method(20, 40, close),
  "channel.close-ok": method(20, 41, {}),

  "access.request": method(30, 10, {
    realm: "shortstr",
    exclusive: "bit",
    passive: "bit",
    active: "bit",
    write: "bit",
    read: "bit",
  }),
  "access.request-ok": method(30, 11, { ticket: "short" }),

  "exchange.declare": method(40, 10, {
    reservedTicket: "short",
    exchange: "shortstr",
    type: "shortstr",
    passive: "bit",
    durable: "bit",
    autoDelete: "bit",
    internal: "bit",
    noWait: "bit",
    arguments: "table",
  }),
  "exchange.declare-ok": method(40, 11, {}),
  "exchange.delete": method(40, 20, {
    reservedTicket: "short",
    exchange: "shortstr",
    ifUnused: "bit",
    noWait: "bit",
  }),
  "exchange.delete-ok": method(40, 21, {}),
  "exchange.bind": method(40, 30, exchangeBinding),
  "exchange.bind-ok": method(40, 31, {}),
  "exchange.unbind": method(40, 40, exchangeBinding),
  "exchange.unbind-ok": method(40, 51, {}),

  "queue.declare": method(50, 10, {
    reservedTicket: "short",
    queue: "shortstr",
    passive: "bit",
    durable: "bit",
    exclusive: "bit",
    autoDelete: "bit",
    noWait: "bit",
    arguments: "table",
  }),
  "queue.declare-ok": method(50, 11, {
    queue: "shortstr",
    messageCount: "long",
    consumerCount: "long",
  }),
  "queue.bind": method(50, 20, {
    reservedTicket: "short",
    queue: "shortstr",
    exchange: "shortstr",
    routingKey: "shortstr",
    noWait: "bit",
    arguments: "table",
  }),
  "queue.bind-ok": method(50, 21, {}),
  "queue.purge": method(50, 30, { reservedTicket: "short", queue: "shortstr", noWait: "bit" }),
  "queue.purge-ok": method(50, 31, { messageCount: "long" }),
  "queue.delete": method(50, 40, {
    reservedTicket: "short",
    queue: "shortstr",
    ifUnused: "bit",
    ifEmpty: "bit",
    noWait: "bit",
  }),
  "queue.delete-ok": method(50, 41, { messageCount: "long" }),
  "queue.unbind": method(50, 50, {
    reservedTicket: "short",
    queue: "shortstr",
    exchange: "shortstr",
    routingKey: "shortstr",
    arguments: "table",
  }),
  "queue.unbind-ok": method(50, 51, {}),

  "basic.qos": method(60, 10, { prefetchSize: "long", prefetchCount: "short", global: "bit" }),
  "basic.qos-ok": method(60, 11, {}),
  "basic.consume": method(60, 20, {
    reservedTicket: "short",
    queue: "shortstr",
    consumerTag: "shortstr",
    noLocal: "bit",
    noAck: "bit",
    exclusive: "bit",
    noWait: "bit",
    arguments: "table",
  }),
  "basic.consume-ok": method(60, 21, { consumerTag: "shortstr" }),
  "basic.cancel": method(60, 30, { consumerTag: "shortstr", noWait: "bit" }),
  "basic.cancel-ok": method(60, 31, { consumerTag: "shortstr" }),
  "basic.publish": method(60, 40, {
    reservedTicket: "short",
    exchange: "bytestr",
    routingKey: "bytestr",
    mandatory: "bit",
    immediate: "bit",
  }),
  "basic.return": method(60, 50, {
    replyCode: "short",
    replyText: "bytestr",
    exchange: "bytestr",
    routingKey: "bytestr",
  }),
  "basic.deliver": method(60, 60, {
    consumerTag: "bytestr",
    deliveryTag: "longlong",
    redelivered: "bit",
    exchange: "bytestr",
    routingKey: "bytestr",
  }),
  "basic.get": method(60, 70, { reservedTicket: "short", queue: "shortstr", noAck: "bit" }),
  "basic.get-ok": method(60, 71, {
    deliveryTag: "longlong",
    redelivered: "bit",
    exchange: "bytestr",
    routingKey: "bytestr",
    messageCount: "long",
  }),
  "basic.get-empty": method(60, 72, { reservedClusterId: "shortstr" }),
  "basic.ack": method(60, 80, { deliveryTag: "longlong", multiple: "bit" }),
  "basic.reject": method(60, 90, { deliveryTag: "longlong", requeue: "bit" }),
  "basic.recover-async": method(60, 100, { requeue: "bit" }),
  "basic.recover": method(60, 110, { requeue: "bit" }),
  "basic.recover-ok": method(60, 111, {}),
  "basic.nack": method(60, 120, { deliveryTag: "longlong", multiple: "bit", requeue: "bit" }),

  "confirm.select": method(85, 10, { noWait: "bit" }),
  "confirm.select-ok": method(85, 11, {}),

  "tx.select": method(90, 10, {}),
  "tx.select-ok": method(90, 11, {}),
  "tx.commit": method(90, 20, {}),
  "tx.commit-ok": method(90, 21, {}),
  "tx.rollback": method(90, 30, {}),
  "tx.rollback-ok": method(90, 31, {}),
} as const satisfies Record<string, MethodSpec>;

export type MethodName = keyof typeof METHODS;

type Unreserved<Fields> = {
  readonly [
    Name in keyof Fields as Name extends `reserved${string}` ? never : Name
  ]: Fields[Name] extends Domain ? DomainTypes[Fields[Name]] : never;
};

/** The fields of method `Name`, without the reserved ones. */
export type MethodFields<Name extends MethodName> = Unreserved<(typeof METHODS)[Name]["fields"]>;

/** A method and its fields, told apart by `name`. */
export type Method = {
  [Name in MethodName]: { readonly name: Name; readonly fields: MethodFields<Name> };
}[MethodName];

export const METHOD_NAMES = Object.keys(METHODS) as readonly MethodName[];

/** Class and method id in one number, as the first four octets of a method frame have them. */
export const methodKey = (classId: number, methodId: number): number =>
  classId * 0x10000 + methodId;

/** The ids a close method names its culprit by; zeros when no method is to blame. */
export function idsOf(name: MethodName | undefined): { classId: number; methodId: number } {
  const { classId, methodId } = name === undefined ? { classId: 0, methodId: 0 } : METHODS[name];
  return { classId, methodId };
}

/** Methods followed by a content header and body. */
export const CONTENT_METHODS: ReadonlySet<MethodName> = new Set([
  "basic.publish",
  "basic.return",
  "basic.deliver",
  "basic.get-ok",
]);
