import type { Brand } from "./brand.ts";

/** A moment of a run: lab milliseconds since it began. */
export type AtMs = Brand<number, "AtMs">;

/** A length of lab time in milliseconds. A bound, a finish and a wait are lengths, not moments. */
export type ForMs = Brand<number, "ForMs">;

/** Where a clock is read, a log is parsed or a test begins: nowhere else does a number become a moment. */
export const moment = (labMs: number): AtMs => labMs as AtMs;

export const lasting = (labMs: number): ForMs => labMs as ForMs;

/** To a thousandth of a lab millisecond: less is noise, and sums of fractions meet where they should. */
export const toThousandth = (labMs: number): AtMs => moment(Math.round(labMs * 1000) / 1000);

/** Where a run begins. */
export const BEGINNING = moment(0);

/** When what has no end ends. */
export const NEVER = moment(Infinity);

export const after = (from: AtMs, length: ForMs): AtMs => (from + length) as AtMs;

export const between = (from: AtMs, to: AtMs): ForMs => (to - from) as ForMs;

export const later = (a: AtMs, b: AtMs): AtMs => (a > b ? a : b);

export const earlier = (a: AtMs, b: AtMs): AtMs => (a < b ? a : b);

/** One after the other. */
export const together = (lengths: readonly ForMs[]): ForMs =>
  lengths.reduce<number>((total, length) => total + length, 0) as ForMs;
