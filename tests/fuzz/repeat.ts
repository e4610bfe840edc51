import { inputAt } from "./input.ts";
import { Lane } from "./lane.ts";
import { WaitingRoom } from "./waiting-room.ts";

/** Sends a few inputs again, in that order and over one connection where they share one. @returns what came. */
export async function repeat(
  port: number,
  seed: number,
  indices: readonly number[],
): Promise<readonly string[]> {
  const said: string[] = [];
  const room = new WaitingRoom(1);
  const lane = new Lane(port, room, (input, { came, fault, lines }) => {
    said.push(
      `${input.index}, ${input.kind}: ${input.says}; then ${input.then}`,
      `  sent: ${input.bytes.toString("hex")}`,
      `  heard: ${lines.join(" | ")}`,
      `  ${fault ?? came}`,
    );
  });
  for (const index of indices) await lane.meet(inputAt(seed, index));
  await Promise.all([lane.end(), room.empty()]);
  return said;
}
