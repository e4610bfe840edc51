import { MS_PER_DOT, serviceMsOf, type NumberedTask } from "./workload.ts";

/** The header a size travels in that isn't whole dots: the body stays the tutorial's text. */
export const SERVICE_MS_HEADER = "x-service-ms";

type SizedTask = Pick<NumberedTask, "text" | "serviceMs">;

/** Whether the dots of its text don't say its size. */
export function isSizedByHeader({ text, serviceMs }: SizedTask): boolean {
  return serviceMsOf({ text }) !== serviceMs;
}

/** Headers a task is published with: none when its text says all. */
export function serviceHeaders(task: SizedTask): Readonly<Record<string, number>> {
  return isSizedByHeader(task) ? { [SERVICE_MS_HEADER]: task.serviceMs } : {};
}

/** The work a message asks for, lab ms: by its header, or else by the dots of its body. */
export function serviceMsOfMessage(body: Uint8Array, headers: unknown): number {
  const said = headers instanceof Object && SERVICE_MS_HEADER in headers;
  const serviceMs = said ? Number(headers[SERVICE_MS_HEADER]) : NaN;
  return serviceMs >= 0 && serviceMs < Infinity ? serviceMs : dotsInBody(body) * MS_PER_DOT;
}

/** In UTF-8, a byte of no other character. To decode the text would take ten times as long. */
const DOT = 0x2e;

function dotsInBody(body: Uint8Array): number {
  let dots = 0;
  for (const byte of body) if (byte === DOT) dots += 1;
  return dots;
}
