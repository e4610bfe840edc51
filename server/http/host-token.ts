import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What makes a browser the host of its labs: ours alone to give. */
export interface HostTokens {
  readonly make: () => string;
  /** Whether we made it. */
  readonly isOurs: (token: string) => boolean;
}

/** Of chance, and of its signature: 96 bits each, 16 letters each. */
const BYTES = 12;
const LETTERS = 16;

/** @param secret of this process: labs don't outlive it, and neither do who hosts them. */
export function hostTokens(secret: Buffer = randomBytes(32)): HostTokens {
  const signatureOf = (chance: string) =>
    createHmac("sha256", secret).update(chance).digest().subarray(0, BYTES);

  return {
    make() {
      const chance = randomBytes(BYTES).toString("base64url");
      return chance + signatureOf(chance).toString("base64url");
    },
    isOurs(token) {
      if (!/^[\w-]{32}$/.test(token)) return false;
      const shown = Buffer.from(token.slice(LETTERS), "base64url");
      return timingSafeEqual(shown, signatureOf(token.slice(0, LETTERS)));
    },
  };
}
