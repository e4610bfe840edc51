import { uniformInt, type Rng } from "#shared/kernel/random.ts";

export const chance = (rng: Rng, probability: number): boolean => rng() < probability;

export function pick<T>(rng: Rng, among: readonly T[]): T {
  return among[uniformInt(rng, 0, among.length - 1)] as T;
}

export function pickWeighted<T>(
  rng: Rng,
  rows: readonly (readonly [weight: number, value: T])[],
): T {
  let left = rng() * rows.reduce((sum, [weight]) => sum + weight, 0);
  const row = rows.find(([weight]) => (left -= weight) < 0) ?? rows[0];
  return (row as readonly [number, T])[1];
}
