import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runQuietly } from "./run-step.mjs";

const POLICY = "/usr/sbin/policy-rc.d";

/**
 * How apt-get may be run here, or why it may not.
 * @returns {{ prefix: string[] } | { problem: string }}
 */
export function aptAccess() {
  if (!existsSync("/usr/bin/apt-get")) return { problem: "this system has no apt-get" };
  if (process.getuid?.() === 0) return { prefix: [] };
  const sudo = spawnSync("sudo", ["-n", "true"], { stdio: "ignore" });
  if (sudo.status === 0) return { prefix: ["sudo", "-n"] };
  return { problem: "apt-get needs root or sudo without a password" };
}

/** Installs packages without starting any service they bring (Debian would start RabbitMQ on 5672). */
export async function aptInstall(packages, prefix) {
  const asRoot = (command, ...args) => {
    const [first, ...rest] = [...prefix, command, ...args];
    return { command: first, args: rest, cwd: tmpdir() };
  };
  const remedy = `Install ${packages.join(", ")} yourself, then try again.`;
  const environment = ["env", "DEBIAN_FRONTEND=noninteractive"];
  const wait = ["-o", "DPkg::Lock::Timeout=120"];
  const ownPolicy = !existsSync(POLICY);
  if (ownPolicy) {
    const draft = join(tmpdir(), `dispatch-lab-policy-${process.pid}`);
    writeFileSync(draft, "#!/bin/sh\nexit 101\n");
    await runQuietly({ ...asRoot("install", "-m", "755", draft, POLICY), remedy });
    rmSync(draft);
  }
  try {
    await runQuietly({ ...asRoot(...environment, "apt-get", ...wait, "update"), remedy });
    const install = ["install", "-y", "--no-install-recommends", ...packages];
    await runQuietly({ ...asRoot(...environment, "apt-get", ...wait, ...install), remedy });
  } finally {
    if (ownPolicy) await runQuietly({ ...asRoot("rm", "-f", POLICY), remedy });
  }
}
