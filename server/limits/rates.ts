import type { Rate } from "./token-bucket.ts";

/** What one address may do. A class sits behind one: whoever does nothing wrong is never counted. */
export const ADDRESS_RATES = {
  /** A class whose every student opens a lab. */
  labsMade: { burst: 60, perSecond: 0.5 },
  /** A code is read aloud, and mistyped. */
  wrongCodes: { burst: 100, perSecond: 5 },
  /** After too many of them: sockets that have named none yet. A class gets in, one that guesses by ever new sockets hardly. */
  doubtfulJoins: { burst: 500, perSecond: 20 },
  /** No page sends what its reader may not: a hundred are a program's. */
  refusedCommands: { burst: 100, perSecond: 5 },
  /** An operator copies the token; nobody types it ten times. */
  wrongTokens: { burst: 10, perSecond: 0.1 },
} as const satisfies Readonly<Record<string, Rate>>;
