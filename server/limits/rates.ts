import type { Rate } from "./token-bucket.ts";

/** What one address may do. A class sits behind one: whoever does nothing wrong is never counted. */
export const ADDRESS_RATES = {
  /** A class whose every student opens a lab. */
  labsMade: { burst: 60, perSecond: 0.5 },
  /** An operator copies the token; nobody types it ten times. */
  wrongTokens: { burst: 10, perSecond: 0.1 },
} as const satisfies Readonly<Record<string, Rate>>;
