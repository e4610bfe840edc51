import { randomBytes } from "node:crypto";

/** 22 characters nobody can guess: what RabbitMQ ends generated names with. */
export function newId(): string {
  return randomBytes(16).toString("base64url");
}
