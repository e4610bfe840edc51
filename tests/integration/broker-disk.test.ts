import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

it("tells every lab on it that the embedded broker's data directory was removed", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "dispatch-lab-disk-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startLabServer({ AMQP_URL: "" }, { dataDir });
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  expect(client.lab?.broker).not.toHaveProperty("diskFails");
  await rm(dataDir, { recursive: true });
  await eventually(() => {
    expect(client.lab?.broker).toMatchObject({ state: "up", diskFails: "removed" });
  });
  const next = await server.openLab();
  expect((await server.join(next.labId, next)).lab?.broker).toHaveProperty("diskFails", "removed");
});
