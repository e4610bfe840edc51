import { between, earlier, later, together, type AtMs, type ForMs } from "../kernel/moment.ts";

/** A stretch of lab time. */
export interface Span {
  readonly fromMs: AtMs;
  readonly toMs: AtMs;
}

export const lengthMs = ({ fromMs, toMs }: Span): ForMs => between(fromMs, toMs);

export function totalMs(spans: readonly Span[]): ForMs {
  return together(spans.map(lengthMs));
}

/** The part of each span that lies within `bounds`. */
export function clipped(spans: readonly Span[], bounds: Span): readonly Span[] {
  return spans
    .map(({ fromMs, toMs }) => ({
      fromMs: later(fromMs, bounds.fromMs),
      toMs: earlier(toMs, bounds.toMs),
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** What lies within both. */
export function intersected(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  const within: Span[] = [];
  for (const span of spans) {
    for (const other of others) {
      const [fromMs, toMs] = [later(span.fromMs, other.fromMs), earlier(span.toMs, other.toMs)];
      if (fromMs < toMs) within.push({ fromMs, toMs });
    }
  }
  return within;
}

/** The same time, each moment of it once: overlapping spans become one. In order. */
function united(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last && last.toMs > span.fromMs) {
      joined[joined.length - 1] = { fromMs: last.fromMs, toMs: later(last.toMs, span.toMs) };
    } else joined.push(span);
  }
  return joined;
}

/**
 * The same time in each of so many hands: a span goes to the first hand that is free, and where none is, what
 * overlaps in the one that would be free first becomes one. With one hand, {@link united}.
 */
export function inHands(spans: readonly Span[], hands: number): readonly Span[] {
  if (hands === 1) return united(spans);
  const rows = Array.from({ length: hands }, (): Span[] => []);
  const freeAtMs = (row: readonly Span[]) => row.at(-1)?.toMs ?? -Infinity;
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const row =
      rows.find((one) => freeAtMs(one) <= span.fromMs) ??
      rows.reduce((best, one) => (freeAtMs(one) < freeAtMs(best) ? one : best));
    const overlapped = freeAtMs(row) > span.fromMs ? row.pop() : undefined;
    row.push(...united(overlapped ? [overlapped, span] : [span]));
  }
  return rows.flat();
}

/** Puts one more span behind `spans`; the two are joined where they touch. */
export function extend(spans: Span[], next: Span): void {
  const last = spans.at(-1);
  if (last?.toMs === next.fromMs) spans.pop();
  spans.push(last?.toMs === next.fromMs ? { fromMs: last.fromMs, toMs: next.toMs } : next);
}
