import type { LittlesLaw } from "#shared/metrics/littles-law.ts";

const MINUS = "\u2212";

/** A number with a true minus sign and a fixed count of decimals; never "−0.0". */
function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

/** Milliseconds as seconds with one decimal, without the unit: 3040 → "3.0". */
export function seconds(ms: number): string {
  return fixed(ms / 1000, 1);
}

/** Seconds with no more decimals than they need: 4000 → "4", 4500 → "4.5". */
export function shortSeconds(ms: number): string {
  const text = fixed(ms / 1000, 1);
  return text.endsWith(".0") ? text.slice(0, -2) : text;
}

/** A task's size, as exactly as it was given: 1250 → "1.25", 0 → "0". */
export function sizeSeconds(serviceMs: number): string {
  return String(Math.round(serviceMs) / 1000);
}

/** Jain's index, two decimals. */
export function jain(index: number): string {
  return fixed(index, 2);
}

/** Little's law, so that the product is seen to hold: "0.75 = 1.00 × 0.75". */
export function littlesProduct(law: LittlesLaw): string {
  const [waiting, arrivals, waitS] = [law.meanWaiting, law.arrivalsPerS, law.meanWaitMs / 1000].map(
    (value) => fixed(value, 2),
  );
  return `${waiting} = ${arrivals} × ${waitS}`;
}

/** A share 0…1 as whole per cent, without the sign. */
export function percent(share: number): string {
  return fixed(share * 100, 0);
}

/** A count with its thousands set apart, as both languages write it: 10000 → "10,000". */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
