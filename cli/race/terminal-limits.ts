/** A terminal draws nothing: it takes more than a page. */
export const TERMINAL_LIMITS = { tasks: 100_000 } as const;

/** One way to the broker or back, simulated. */
export const MAX_DELAY_MS = 60_000;

export const RACE_SPEED = { min: 0.1, max: 100 } as const;
