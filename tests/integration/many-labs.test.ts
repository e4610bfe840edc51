import { expect, it } from "vitest";
import { presets } from "#shared/scenario/presets.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const MAX_LABS = 5;
const LONGER_THAN_THE_TEST = 60;
const server = await startLabServer({ MAX_LABS: String(MAX_LABS), TRUST_PROXY: "127.0.0.1" });

const FROM_ONE_ADDRESS = 50;

/** The status of each answer; so many come from an address of their own, or none would be let in. */
async function makeLabs(count: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  // More connections at once than a listener's backlog would be lost, and tried again seconds later.
  while (statuses.length < count) {
    const headers = { "x-forwarded-for": `10.0.0.${statuses.length / FROM_ONE_ADDRESS}` };
    const answers = Array.from({ length: FROM_ONE_ADDRESS }, () =>
      fetch(`${server.url}/labs`, { method: "POST", headers }),
    );
    statuses.push(...(await Promise.all(answers)).map(({ status }) => status));
  }
  return statuses;
}

it("2000 labs made by strangers take no running lab away, nor one that was just left", async () => {
  const running = await server.openLab();
  const host = await server.join(running.labId, running);
  const scenario = { ...presets.equal, workload: tasksOfDots([LONGER_THAN_THE_TEST]) };
  await host.must({ type: "set-scenario", scenario }, { type: "run" });
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
