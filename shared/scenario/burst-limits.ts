/** How many messages a burst has. */
export const BURST_LIMITS = { usual: 10_000, most: 20_000 } as const;
