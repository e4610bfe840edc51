import { TextDecoder } from "node:util";
import { io } from "socket.io-client";

const PROTOCOL_VERSION = 5;
const decoder = new TextDecoder();

/** Opens a lab, as a browser at that address would. @returns its name and its host's cookie. */
export async function openLab(url, from) {
  const response = await fetch(`${url}/labs`, {
    method: "POST",
    headers: { "x-forwarded-for": from },
  });
  if (!response.ok) throw new Error(`No lab: ${response.status}`);
  const { labId } = await response.json();
  return { labId, cookie: response.headers.getSetCookie()[0].split(";")[0] };
}

/** A browser's side of the protocol, as plain as can be. */
export class LabGuest {
  #socket;
  #lab = null;
  #types = [];

  /** @param from the address it seems to come from, where the server trusts us for a proxy. */
  static async connect(url, { from, cookie }) {
    const socket = io(url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { "x-forwarded-for": from, ...(cookie && { cookie }) },
    });
    await new Promise((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    return new LabGuest(socket);
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on("lab:state", (lab) => (this.#lab = lab));
    socket.on("run:tick", ({ events }) => {
      for (const { type } of events) this.#types.push(type);
    });
  }

  get isConnected() {
    return this.#socket.connected;
  }

  get phase() {
    return this.#lab?.phase;
  }

  get runId() {
    return this.#lab?.runId;
  }

  /** Of ticks, since it joined. */
  get events() {
    return this.#types.length;
  }

  /** @returns the plan, or null where there is no such lab. */
  async join(labId) {
    const answer = await this.#tryToJoin(labId);
    if (!answer.ok) return null;
    this.#lab = answer.value.lab;
    const { version, scenario } = JSON.parse(decoder.decode(answer.value.plan));
    return { version, scenario };
  }

  async tryCode(labId) {
    const answer = await this.#tryToJoin(labId).catch(() => ({
      ok: false,
      error: { code: "gone" },
    }));
    return answer.ok ? "ok" : answer.error.code;
  }

  send(command) {
    return this.#socket.timeout(60_000).emitWithAck("lab:command", { id: null, command });
  }

  /** @returns whether it was given a piece of the log. */
  async askForLog(runId, afterSeq) {
    const answer = await this.#socket.timeout(60_000).emitWithAck("log:since", { runId, afterSeq });
    return answer.ok;
  }

  /** How long the shortest of answers takes. */
  async pingMs() {
    const startedMs = performance.now();
    await this.#socket.timeout(60_000).emitWithAck("log:since", { runId: "none", afterSeq: 0 });
    return performance.now() - startedMs;
  }

  async until(phase, withinMs) {
    const untilMs = performance.now() + withinMs;
    while (this.phase !== phase) {
      if (performance.now() > untilMs) throw new Error(`Still ${this.phase}, not ${phase}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  tally() {
    const count = (type) => this.#types.filter((one) => one === type).length;
    return { done: count("acked"), stops: count("broker-stopped") };
  }

  leave() {
    this.#socket.disconnect();
  }

  #tryToJoin(labId) {
    const nothing = { runId: null, afterSeq: 0, planVersion: null };
    return this.#socket
      .timeout(60_000)
      .emitWithAck("lab:join", { protocol: PROTOCOL_VERSION, labId, ...nothing });
  }
}
