/**
 * A column of numbers as text, a character or few each: how far each is from the one before it, or from what is expected in
 * its place. What is neither whole nor in thousandths stays an array.
 */
export type PackedNumbers = string | readonly (number | null)[];

type Column = readonly (number | null)[];

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Of a digit's 64 values half say that another digit follows. */
const HALF = 32;
const CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0));
/** By code. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, CODES.indexOf(code)));
/** Of 32 values each, for a difference of 52 bits. */
const MOST_DIGITS = 11;
/** Differences of such numbers are still exact. */
const LARGEST = 2 ** 50;

/** @param expected of the same length; `null` where the number before it is the best guess. */
export function packNumbers(column: Column, expected?: Column): PackedNumbers {
  const unit = [1, 1000].find((one) => column.every((value) => isExactIn(value, one)));
  if (unit === undefined) return column;
  // To append to a text a character at a time takes several times longer.
  const codes = new Uint8Array(1 + MOST_DIGITS * column.length);
  codes[0] = (unit === 1 ? "1" : "m").charCodeAt(0);
  let length = 1;
  let before = 0;
  column.forEach((value, i) => {
    if (value === null) {
      codes[length++] = CODES[0] ?? 0;
      return;
    }
    const scaled = Math.round(value * unit);
    const difference = scaled - guess(expected?.[i], unit, before);
    before = scaled;
    // 0 is for null; odd and even for the two directions.
    let rest = difference < 0 ? -2 * difference : 2 * difference + 1;
    for (; rest >= HALF; rest = Math.floor(rest / HALF)) {
      codes[length++] = CODES[(rest % HALF) + HALF] ?? 0;
    }
    codes[length++] = CODES[rest] ?? 0;
  });
  return new TextDecoder("latin1").decode(codes.subarray(0, length));
}

/** @param expected what it was packed with. */
export function unpackNumbers(packed: PackedNumbers, expected?: Column): Column {
  if (typeof packed !== "string") return packed;
  const unit = packed.startsWith("m") ? 1000 : 1;
  const column: (number | null)[] = [];
  let before = 0;
  let place = 1;
  while (place < packed.length) {
    let said = 0;
    let weight = 1;
    let digit: number;
    do {
      digit = VALUES[packed.charCodeAt(place++)] ?? 0;
      said += (digit % HALF) * weight;
      weight *= HALF;
    } while (digit >= HALF);
    if (said === 0) {
      column.push(null);
      continue;
    }
    const difference = said % 2 === 0 ? -said / 2 : (said - 1) / 2;
    before = difference + guess(expected?.[column.length], unit, before);
    column.push(before / unit);
  }
  return column;
}

function isExactIn(value: number | null, unit: number): boolean {
  if (value === null) return true;
  const scaled = Math.round(value * unit);
  return Math.abs(scaled) < LARGEST && scaled / unit === value && !Object.is(value, -0);
}

function guess(expected: number | null | undefined, unit: number, before: number): number {
  const scaled = typeof expected === "number" ? Math.round(expected * unit) : before;
  return Math.abs(scaled) < LARGEST ? scaled : before;
}
