/** Something to be done at a time: given to {@link Alarms}, in which it stands at most once. */
export class Alarm {
  readonly ring: () => void;
  /** On the virtual host's clock; undefined = not set. */
  atMs: number | undefined;
  /** Its place among the alarms. */
  index = -1;

  constructor(ring: () => void) {
    this.ring = ring;
  }
}

/** What is to be done when, as a heap: the next in O(1), setting and taking back in O(log alarms). */
export class Alarms {
  readonly #wakeAt: (atMs: number) => void;
  readonly #heap: Alarm[] = [];

  /** @param wakeAt asks for {@link Alarms.ringDue} at that time, not later; asked anew whenever that is sooner than before. */
  constructor(wakeAt: (atMs: number) => void) {
    this.#wakeAt = wakeAt;
  }

  set(alarm: Alarm, atMs: number): void {
    if (alarm.index === -1) alarm.index = this.#heap.push(alarm) - 1;
    alarm.atMs = atMs;
    this.#settle(alarm);
    if (alarm.index === 0) this.#wakeAt(atMs);
  }

  /** It will not ring. */
  cancel(alarm: Alarm): void {
    const { index } = alarm;
    if (index === -1) return;
    alarm.index = -1;
    alarm.atMs = undefined;
    const last = this.#heap.pop();
    if (last === undefined || last === alarm) return;
    this.#put(last, index);
    this.#settle(last);
  }

  /** Rings all whose time has come, in order of time. One that rings may be set again. */
  ringDue(nowMs: number): void {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (timeOf(first) > nowMs) {
        this.#wakeAt(timeOf(first));
        return;
      }
      this.cancel(first);
      first.ring();
    }
  }

  /** Up as long as it is sooner than its parent, then down as long as a child is sooner. */
  #settle(alarm: Alarm): void {
    const heap = this.#heap;
    for (
      let parent = above(heap, alarm);
      parent !== undefined && timeOf(alarm) < timeOf(parent);
      parent = above(heap, alarm)
    ) {
      this.#swap(alarm, parent);
    }
    for (
      let child = below(heap, alarm);
      child !== undefined && timeOf(child) < timeOf(alarm);
      child = below(heap, alarm)
    ) {
      this.#swap(child, alarm);
    }
  }

  #swap(one: Alarm, other: Alarm): void {
    const { index } = one;
    this.#put(one, other.index);
    this.#put(other, index);
  }

  #put(alarm: Alarm, index: number): void {
    this.#heap[index] = alarm;
    alarm.index = index;
  }
}

function timeOf({ atMs }: Alarm): number {
  return atMs ?? Infinity;
}

function above(heap: readonly Alarm[], { index }: Alarm): Alarm | undefined {
  return heap[(index - 1) >> 1];
}

/** The sooner of its two children. */
function below(heap: readonly Alarm[], { index }: Alarm): Alarm | undefined {
  const left = heap[2 * index + 1];
  const right = heap[2 * index + 2];
  if (left === undefined || right === undefined) return left;
  return timeOf(right) < timeOf(left) ? right : left;
}
