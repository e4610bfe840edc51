import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import { Lab, type LabPorts } from "./lab.ts";

export interface RegistryOptions {
  readonly maxLabs: number;
  /** A lab nobody watches is closed after this long. */
  readonly idleMs: number;
}

export interface RegistryPorts extends LabPorts {
  readonly newLabId: () => LabId;
}

interface Entry {
  readonly lab: Lab;
  readonly hostToken: string;
  /** Since when nobody has watched, or `null` while somebody does. */
  idleSinceMs: number | null;
}

const SWEEP_MS = 30_000;

/** Every lab of this server. */
export class LabRegistry {
  #options: RegistryOptions;
  #ports: RegistryPorts;
  #entries = new Map<LabId, Entry>();
  #cancelSweep: () => void;
  #onOpened: ((lab: Lab) => void) | null = null;

  constructor(options: RegistryOptions, ports: RegistryPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#cancelSweep = this.#scheduleSweep(ports.wall);
  }

  /** Told of every lab before anyone can join it. */
  onOpened(listener: (lab: Lab) => void): void {
    this.#onOpened = listener;
  }

  /** A house that is full closes the lab longest unwatched to make room. */
  async open(hostToken: string): Promise<Result<Lab, { readonly max: number }>> {
    const max = this.#options.maxLabs;
    // While one closes, another may have been opened.
    while (this.#entries.size >= max) {
      const unwatched = this.#longestUnwatched();
      if (!unwatched) return fail({ max });
      await this.#close(unwatched);
    }
    const lab = new Lab(this.#freshId(), this.#ports);
    const idleSinceMs = this.#ports.wall.nowMs();
    this.#entries.set(lab.labId, { lab, hostToken, idleSinceMs });
    this.#onOpened?.(lab);
    return ok(lab);
  }

  get(labId: LabId): Lab | undefined {
    return this.#entries.get(labId)?.lab;
  }

  isHost(labId: LabId, token: string | undefined): boolean {
    return token !== undefined && this.#entries.get(labId)?.hostToken === token;
  }

  setPeople(labId: LabId, people: number): void {
    const entry = this.#entries.get(labId);
    if (!entry) return;
    entry.idleSinceMs = people > 0 ? null : this.#ports.wall.nowMs();
    entry.lab.setPeople(people);
  }

  async close(): Promise<void> {
    this.#cancelSweep();
    await Promise.all([...this.#entries.values()].map((entry) => this.#close(entry)));
  }

  #freshId(): LabId {
    let labId = this.#ports.newLabId();
    while (this.#entries.has(labId)) labId = this.#ports.newLabId();
    return labId;
  }

  #scheduleSweep(wall: WallClock): () => void {
    return wall.setTimer(SWEEP_MS, () => {
      const before = wall.nowMs() - this.#options.idleMs;
      for (const entry of this.#entries.values()) {
        if (entry.idleSinceMs !== null && entry.idleSinceMs <= before) void this.#close(entry);
      }
      this.#cancelSweep = this.#scheduleSweep(wall);
    });
  }

  #longestUnwatched(): Entry | undefined {
    return [...this.#entries.values()]
      .filter(({ idleSinceMs }) => idleSinceMs !== null)
      .toSorted((a, b) => (a.idleSinceMs ?? 0) - (b.idleSinceMs ?? 0))[0];
  }

  async #close({ lab }: Entry): Promise<void> {
    this.#entries.delete(lab.labId);
    await lab.close();
  }
}
