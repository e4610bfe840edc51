/** How long a client may take to hang up where there are no heartbeats, or long ones. */
const CLOSING_MS = 30_000;

/**
 * RabbitMQ's two heart rates (rabbit_heartbeat): silence is looked for once per interval, and a peer
 * silent at two looks running is dead, so 2 to 3 intervals after its last octet; we speak after the
 * first half interval, whatever was said in it, and then after each in which we said nothing.
 */
export class Heartbeat {
  readonly #intervalMs: number;
  #lookAtMs: number;
  #speakAtMs: number;
  #heard = true;
  #first = true;
  #spoke = false;
  #missed = 0;

  /** @param intervalMs as negotiated; 0 = no heartbeats. */
  constructor(intervalMs: number, nowMs: number) {
    this.#intervalMs = intervalMs;
    this.#lookAtMs = nowMs + intervalMs;
    this.#speakAtMs = nowMs + intervalMs / 2;
  }

  /** How long a client may take to hang up once one side has said connection.close. */
  get closingMs(): number {
    return this.#intervalMs === 0 ? CLOSING_MS : Math.min(this.#intervalMs, CLOSING_MS);
  }

  heard(): void {
    this.#heard = true;
  }

  spoke(): void {
    this.#spoke = true;
  }

  /** @returns whether to send a heartbeat, and whether the peer is to be given up. */
  check(nowMs: number): { readonly speak: boolean; readonly dead: boolean } {
    if (this.#intervalMs === 0) return { speak: false, dead: false };
    return { speak: this.#isSilentSelf(nowMs), dead: this.#isSilentPeer(nowMs) };
  }

  #isSilentSelf(nowMs: number): boolean {
    if (nowMs < this.#speakAtMs) return false;
    // From when it was due, else each late look would make all that follow later.
    this.#speakAtMs =
      Math.max(this.#speakAtMs, nowMs - this.#intervalMs / 2) + this.#intervalMs / 2;
    const silent = this.#first || !this.#spoke;
    this.#first = this.#spoke = false;
    return silent;
  }

  #isSilentPeer(nowMs: number): boolean {
    if (nowMs < this.#lookAtMs) return false;
    this.#lookAtMs = nowMs + this.#intervalMs;
    this.#missed = this.#heard ? 0 : this.#missed + 1;
    this.#heard = false;
    return this.#missed >= 2;
  }
}
