import { ConnectionError } from "#broker/amqp-error.ts";
import { closeReason } from "#broker/session/close-reason.ts";
import type { Method, MethodFields, MethodName } from "#broker/wire/methods.ts";
import { hasCapability } from "#broker/session/connection/client-properties.ts";
import { MECHANISMS, readCredentials } from "#broker/session/connection/authentication.ts";
import {
  type ConnectionSession,
  type Stage,
} from "#broker/session/connection/connection-session.ts";

/** What we propose in connection.tune; RabbitMQ's defaults. */
const TUNE = { channelMax: 2047, frameMax: 131072, heartbeat: 60 };

type ConnectionHandlers = {
  readonly [Name in MethodName]?: {
    readonly in: Stage;
    readonly handle: (connection: ConnectionSession, fields: MethodFields<Name>) => void;
  };
};

const HANDLERS: ConnectionHandlers = {
  "connection.start-ok": { in: "starting", handle: startOk },
  "connection.tune-ok": { in: "tuning", handle: tuneOk },
  "connection.open": { in: "opening", handle: open },
  "connection.close": {
    in: "running",
    handle: (connection) => {
      connection.closedByClient();
    },
  },
  "connection.update-secret": {
    in: "running",
    handle: (connection) => {
      connection.reply("connection.update-secret-ok", {});
    },
  },
};

/** Handles a method on channel 0. */
export function handleConnectionMethod(connection: ConnectionSession, method: Method): void {
  const handler = HANDLERS[method.name];
  if (handler?.in !== connection.stage) {
    throw new ConnectionError(504, `unexpected method in connection state ${connection.stage}`);
  }
  // The table pairs each name with a handler of its own fields.
  handler.handle(connection, method.fields as never);
}

function startOk(
  connection: ConnectionSession,
  { clientProperties, mechanism: name, response }: MethodFields<"connection.start-ok">,
): void {
  connection.clientProperties = clientProperties;
  const mechanism = MECHANISMS.find((known) => known === name);
  if (mechanism === undefined) {
    throw new ConnectionError(503, `unknown authentication mechanism '${name}'`);
  }
  const credentials = readCredentials(mechanism, response);
  if (credentials === undefined) {
    throw new ConnectionError(403, `unreadable ${mechanism} response`);
  }
  connection.logIn(credentials, (isAllowed) => {
    if (!isAllowed) {
      refuseLogin(connection, mechanism);
      return;
    }
    connection.user = credentials.user;
    connection.stage = "tuning";
    connection.reply("connection.tune", TUNE);
  });
}

/** Only a client that says it understands is told; all are left waiting, which slows guessing. */
function refuseLogin(connection: ConnectionSession, mechanism: string): void {
  if (hasCapability(connection.clientProperties, "authentication_failure_close")) {
    const refusal = new ConnectionError(
      403,
      `Login was refused using authentication mechanism ${mechanism}. For details see the broker logfile.`,
    );
    connection.reply("connection.close", closeReason(refusal));
  }
  connection.fallSilent();
}

function tuneOk(connection: ConnectionSession, tune: MethodFields<"connection.tune-ok">): void {
  checkTuned("channel_max", tune.channelMax, 1, TUNE.channelMax);
  const { leastFrameMax } = connection.deps.host.release;
  checkTuned("frame_max", tune.frameMax, leastFrameMax, TUNE.frameMax);
  connection.tuned(tune);
}

/** 0 asks for no limit, which is more than we allow. */
function checkTuned(name: string, value: number, least: number, most: number): void {
  if (value !== 0 && value < least) {
    throw new ConnectionError(
      530,
      `negotiated ${name} = ${value} is lower than the minimum allowed value (${least})`,
    );
  }
  if (value === 0 || value > most) {
    throw new ConnectionError(
      530,
      `negotiated ${name} = ${value} is higher than the maximum allowed value (${most})`,
    );
  }
}

function open(
  connection: ConnectionSession,
  { virtualHost }: MethodFields<"connection.open">,
): void {
  if (virtualHost !== connection.deps.host.name) {
    throw new ConnectionError(530, `vhost ${virtualHost} not found`);
  }
  connection.opened();
}
