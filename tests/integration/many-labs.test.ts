import { expect, it } from "vitest";
import { presets } from "#shared/scenario/presets.ts";
import { startLabServer } from "#tests/support/lab-server.ts";

const MAX_LABS = 5;
const server = await startLabServer({ MAX_LABS: String(MAX_LABS), TRUST_PROXY: "127.0.0.1" });

/** The status of each answer; every 50 come from an address of their own, or none would be let in. */
function makeLabs(count: number): Promise<readonly number[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const headers = { "x-forwarded-for": `10.0.0.${Math.floor(i / 50)}` };
      const response = await fetch(`${server.url}/labs`, { method: "POST", headers });
      return response.status;
    }),
  );
}

it("2000 labs made by strangers take no running lab away, nor one that was just left", async () => {
  const running = await server.openLab();
  const host = await server.join(running.labId, running);
  await host.must({ type: "set-scenario", scenario: presets.equal }, { type: "run" });
  host.leave();
  const left = await server.openLab();
  const guest = await server.join(left.labId, left);
  guest.leave();

  const statuses = await makeLabs(2000);
  expect(new Set(statuses)).toEqual(new Set([201]));

  const back = await server.join(running.labId, running);
  expect([back.role, back.types()[0]]).toEqual(["host", "run-opened"]);
  expect((await server.join(left.labId, left)).role).toBe("host");
  await back.must({ type: "stop" });
});
