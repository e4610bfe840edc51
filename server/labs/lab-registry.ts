import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { isRunOn, type LabId } from "#shared/protocol/lab-state.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { Role } from "#shared/protocol/rights.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import type { BrokerHouse } from "../broker/broker-house.ts";
import { Lab, type LabDeps } from "./lab.ts";

export interface RegistryOptions {
  readonly maxLabs: number;
  /** A lab nobody watches is closed after this long. */
  readonly idleMs: number;
}

export interface RegistryDeps extends Omit<LabDeps, "broker"> {
  readonly brokers: BrokerHouse;
  readonly newLabId: () => LabId;
}

interface Entry {
  readonly lab: Lab;
  /** Since when nobody has watched, or `null` while somebody does. */
  idleSinceMs: number | null;
  /** Somebody has been in it. */
  wasWatched: boolean;
}

const SWEEP_MS = 30_000;
/** Who left may come back: a page is loaded again, a line breaks. */
const JUST_LEFT_MS = 120_000;

/** Every lab of this server. */
export class LabRegistry {
  #options: RegistryOptions;
  #deps: RegistryDeps;
  #entries = new Map<LabId, Entry>();
  #cancelSweep: () => void;
  #onOpened = new Set<(lab: Lab) => void>();

  constructor(options: RegistryOptions, deps: RegistryDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#cancelSweep = this.#scheduleSweep(deps.wall);
  }

  /** Told of every lab before anyone can join it. */
  onOpened(listener: (lab: Lab) => void): void {
    this.#onOpened.add(listener);
  }

  /** A house that is full closes the lab longest unwatched to make room, but none where a race is on or that was just left. */
  async open(hostToken: string): Promise<Result<Lab, { readonly max: number }>> {
    const max = this.#options.maxLabs;
    // While one closes, another may have been opened.
    while (this.#entries.size >= max) {
      const unused = this.#longestUnused();
      if (!unused) return fail({ max });
      await this.#close(unused);
    }
    const { store, wall } = this.#deps;
    const labId = this.#freshId();
    store.open(labId, defaultScenario);
    store.grant(labId, hostToken, "host");
    const lab = new Lab(labId, { ...this.#deps, broker: this.#deps.brokers.forLab() });
    this.#entries.set(labId, { lab, idleSinceMs: wall.nowMs(), wasWatched: false });
    for (const tell of this.#onOpened) tell(lab);
    return ok(lab);
  }

  get(labId: LabId): Lab | undefined {
    return this.#entries.get(labId)?.lab;
  }

  /** Who shows this token is, in this lab. Everybody may watch who knows its name. */
  rolesOf(labId: LabId, token: string | undefined): readonly Role[] {
    const granted = token === undefined ? undefined : this.#deps.store.roleOf(labId, token);
    return granted === undefined || granted === "viewer" ? ["viewer"] : [granted, "viewer"];
  }

  /** How many are there now. */
  setPeople(labId: LabId, people: number): void {
    const entry = this.#entries.get(labId);
    if (!entry) return;
    entry.idleSinceMs = people > 0 ? null : this.#deps.wall.nowMs();
    entry.wasWatched = true;
    entry.lab.peopleAre(people);
  }

  async close(): Promise<void> {
    this.#cancelSweep();
    await Promise.all([...this.#entries.values()].map((entry) => this.#close(entry)));
  }

  #freshId(): LabId {
    let labId = this.#deps.newLabId();
    while (this.#deps.store.has(labId)) labId = this.#deps.newLabId();
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

  #longestUnused(): Entry | undefined {
    const nowMs = this.#deps.wall.nowMs();
    const idleMs = ({ idleSinceMs }: Entry) => (idleSinceMs === null ? -1 : nowMs - idleSinceMs);
    return [...this.#entries.values()]
      .filter((entry) => idleMs(entry) >= (entry.wasWatched ? JUST_LEFT_MS : 0))
      .filter(({ lab }) => !isRunOn(lab.state.phase))
      .toSorted((a, b) => idleMs(b) - idleMs(a))[0];
  }

  async #close({ lab }: Entry): Promise<void> {
    this.#entries.delete(lab.labId);
    await lab.close();
  }
}
