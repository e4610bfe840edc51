import { moment } from "#shared/kernel/moment.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fail, ok } from "#shared/kernel/result.ts";
import {
  PROTOCOL_VERSION,
  type ClientToServerEvents,
  type JoinRequest,
  type ServerToClientEvents,
} from "#shared/protocol/events.ts";
import { pack } from "#shared/protocol/packed.ts";
import type { LabId, LabState } from "#shared/protocol/lab-state.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { reckoning } from "#client/log/reckoning.ts";
import { packScenario } from "#shared/scenario/packed-scenario.ts";
import { eventually } from "#tests/support/eventually.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { createLabConnection, type LabConnection } from "./lab-connection.ts";
import { createLogStore, type LogStore } from "#client/log/log-store.ts";
import { createPlan } from "#client/plan/plan.ts";
import { createPlaybackClock } from "#client/time/playback-clock.ts";
import { createLabSocket } from "./page-socket.ts";
import type { LabSocket } from "./lab-socket.ts";

const LAB = "7F3K2M" as LabId;
const RUN = "r1" as RunId;

const lab: LabState = {
  labId: LAB,
  phase: "running",
  runId: RUN,
  speed: 1,
  broker: { state: "connecting" },
};

function notes(from: number, to: number): Logged[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    type: "noted",
    text: String(from + i),
    seq: (from + i) as Seq,
    atMs: moment((from + i) * 100),
  }));
}

// On a page it has come before the line is opened.
beforeAll(() => reckoning.load());

describe("createLabConnection", () => {
  let io: Server<ClientToServerEvents, ServerToClientEvents>;
  let socket: LabSocket;
  let store: LogStore<RunState>;
  let connection: LabConnection;
  let plan: ReturnType<typeof createPlan>;
  let close: () => void;
  let joins: JoinRequest[];
  let serverLog: readonly Logged[];
  let planVersion: number;

  const linkState = () => connection.get().link.state;
  const texts = () => store.get().state.notes.map((note) => Number(note.text));
  const tick = (events: readonly Logged[]) => {
    io.emit("run:tick", { runId: RUN, events, clock: { labMs: 900, rate: 1 } });
  };

  beforeEach(async () => {
    joins = [];
    serverLog = notes(1, 2);
    planVersion = 3;
    const http = createServer();
    io = new Server(http, { transports: ["websocket"] });
    io.on("connection", (client) => {
      client.on("lab:join", (request, reply) => {
        joins.push(request);
        if (request.labId !== LAB) {
          reply(fail({ code: "no-such-lab" }));
          return;
        }
        const log = serverLog.filter(({ seq }) => seq > request.afterSeq);
        if (request.protocol !== PROTOCOL_VERSION) {
          reply(fail({ code: "old-page" }));
          return;
        }
        const whole = {
          plan: pack({ version: planVersion, scenario: packScenario(defaultScenario) }),
          edits: [],
        };
        reply(
          ok({
            roles: ["host"],
            lab,
            ...whole,
            people: 1,
            log: [pack(log)],
            checkpoint: null,
            clock: { labMs: 200, rate: 1 },
          }),
        );
      });
      client.on("log:since", ({ afterSeq }, reply) => {
        reply(ok([pack(serverLog.filter(({ seq }) => seq > afterSeq))]));
      });
      client.on("lab:command", (_command, reply) => {
        reply(fail({ code: "no-run" }));
      });
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const { port } = http.address() as AddressInfo;

    socket = createLabSocket(`http://127.0.0.1:${port}`);
    store = createLogStore(runStateProjection);
    plan = createPlan({ send: (command, id) => connection.send(command, id), tab: "t" });
    connection = createLabConnection({
      socket: () => Promise.resolve(socket),
      store,
      plan,
      clock: createPlaybackClock(() => performance.now()),
      wallMs: () => performance.now(),
    });
    close = () => undefined;
  });

  afterEach(async () => {
    close();
    socket.disconnect();
    await io.close();
  });

  it("joins and has the whole picture", async () => {
    close = connection.open(LAB);
    await eventually(() => {
      expect(linkState()).toBe("connected");
    });
    expect(connection.get()).toMatchObject({ roles: ["host"], lab: { phase: "running" } });
    expect(texts()).toEqual([1, 2]);
  });

  it("says that there is no such lab", async () => {
    close = connection.open("NOSUCH" as LabId);
    await eventually(() => {
      expect(connection.get().link).toEqual({
        state: "refused",
        problem: { code: "no-such-lab" },
      });
    });
  });

  it("fills a gap between two ticks", async () => {
    close = connection.open(LAB);
    await eventually(() => {
      expect(linkState()).toBe("connected");
    });
    serverLog = notes(1, 6);
    tick(notes(5, 6));
    await eventually(() => {
      expect(texts()).toEqual([1, 2, 3, 4, 5, 6]);
    });
  });

  it("comes back after a break, asks only for the rest, and doubles nothing", async () => {
    close = connection.open(LAB);
    await eventually(() => {
      expect(linkState()).toBe("connected");
    });
    const seen: string[] = [];
    connection.subscribe(() => seen.push(linkState()));
    serverLog = notes(1, 5);
    socket.io.engine.close();
    await eventually(() => {
      expect(joins).toHaveLength(2);
      expect(texts()).toEqual([1, 2, 3, 4, 5]);
    });
    expect(joins[1]).toEqual({
      protocol: PROTOCOL_VERSION,
      labId: LAB,
      runId: RUN,
      afterSeq: 2,
      planVersion: 3,
    });
    expect(seen[0]).toBe("reconnecting");
    expect(linkState()).toBe("connected");
    tick(notes(4, 6));
    await eventually(() => {
      expect(texts()).toEqual([1, 2, 3, 4, 5, 6]);
    });
  });

  it("joins again when it missed an edit of the plan", async () => {
    close = connection.open(LAB);
    await eventually(() => {
      expect(linkState()).toBe("connected");
    });
    planVersion = 6;
    io.emit("lab:edited", { version: 4, command: { type: "add-arm" }, id: null });
    io.emit("lab:edited", { version: 6, command: { type: "add-arm" }, id: null });
    await eventually(() => {
      expect(joins.map(({ planVersion }) => planVersion)).toEqual([null, 4]);
    });
  });

  it("hears how many are there", async () => {
    close = connection.open(LAB);
    await eventually(() => {
      expect(linkState()).toBe("connected");
    });
    io.emit("lab:people", 7);
    await eventually(() => {
      expect(connection.get().people).toBe(7);
    });
  });

  it("says that the page is old, and stays so when the line breaks", async () => {
    io.removeAllListeners("connection");
    io.on("connection", (client) => {
      client.on("lab:join", (_request, reply) => {
        reply(fail({ code: "old-page" }));
      });
    });
    close = connection.open(LAB);
    await eventually(() => {
      expect(linkState()).toBe("outdated");
    });
    socket.io.engine.close();
    await eventually(() => {
      expect(socket.connected).toBe(false);
    });
    expect(linkState()).toBe("outdated");
  });

  it("says that the log broke when it tells of something impossible", async () => {
    close = connection.open(LAB);
    await eventually(() => {
      expect(linkState()).toBe("connected");
    });
    const acked = raceLog(defaultScenario).filter(({ type }) => /run-opened|acked/.test(type));
    tick(acked.slice(0, 2).map((event, i) => ({ ...event, seq: (3 + i) as Seq })));
    await eventually(() => {
      expect(linkState()).toBe("broken");
    });
  });

  it("keeps a command until there is a line, gives the server's answer, and says when the line is gone", async () => {
    const early = connection.send({ type: "pause" }, "t.1");
    close = connection.open(LAB);
    expect(await early).toEqual(fail({ code: "no-run" }));
    expect(linkState()).toBe("connected");
    socket.disconnect();
    expect(await connection.send({ type: "pause" }, "t.1")).toEqual(fail({ code: "offline" }));
  });
});
