import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { PasswordCheck } from "#broker/session/connection/gate.ts";

const HASH_BYTES = 32;
const SALT_BYTES = 16;

interface Hashed {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

async function hashed(password: string): Promise<Hashed> {
  const salt = randomBytes(SALT_BYTES);
  return { salt, hash: await derive(password, salt, HASH_BYTES) };
}

/**
 * Keeps hashes of the passwords, not the passwords.
 *
 * @param users passwords by name.
 * @returns a check of one at a time, so that logins never take more than one of Node's few threads; a name it
 *   does not know takes it as long as one it does.
 */
export async function hashedPasswords(users: ReadonlyMap<string, string>): Promise<PasswordCheck> {
  const known = new Map<string, Hashed>();
  for (const [user, password] of users) known.set(user, await hashed(password));
  const nobody = await hashed(randomBytes(SALT_BYTES).toString("hex"));

  const matches = async (user: string, password: string): Promise<boolean> => {
    const { salt, hash } = known.get(user) ?? nobody;
    const isSame = timingSafeEqual(hash, await derive(password, salt, HASH_BYTES));
    return isSame && known.has(user);
  };
  let turn: Promise<unknown> = Promise.resolve();
  return ({ user, password }, then) => {
    turn = turn
      .then(() => matches(user, password))
      .then(then, () => {
        then(false);
      });
  };
}
