import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { runQuietly, say, StepFailed } from "./run-step.mjs";

/** A build takes about 15 s; another process may be building the same root just now. */
const BUILD_TIMEOUT_SECONDS = 240;
const LOCK_TIMEOUT_SECONDS = 300;

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

// What the scripts of Debian's packages take for granted: `variant=minbase` would be three times as much.
const ESSENTIALS = ["bash", "coreutils", "gawk", "grep", "hostname", "libc-bin", "procps", "sed"];

/**
 * A tree in which programs of another Debian suite run beside this machine's, built once per user and shared by all
 * processes: packages are unpacked into it, nothing is installed here.
 * @param {{ suite: string, packages: string[], probe: string }} wanted `probe` is a shell command that only a whole one runs
 * @returns {Promise<string>} its path
 * @throws {StepFailed} saying why there is none; nothing waits longer than a few minutes
 */
export async function ensureDebianRoot({ suite, packages, probe }) {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "dispatch-lab");
  mkdirSync(folder, { recursive: true });
  const root = join(folder, suite);
  const script = join(import.meta.dirname, "debian-root.sh");
  const build = ["sh", script, root, suite, debianMirror(), probe, ...ESSENTIALS, ...packages];
  const step = {
    command: "flock",
    args: [
      ...["--timeout", String(LOCK_TIMEOUT_SECONDS), "--no-fork", `${root}.lock`],
      ...["timeout", "--kill-after=5", String(BUILD_TIMEOUT_SECONDS), ...build],
    ],
    cwd: folder,
    env: { ...process.env, LC_ALL: "C" },
    remedy: `Remove ${root} to have it built anew.`,
  };
  try {
    await runQuietly(step);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    throw new StepFailed(`no root of Debian's ${suite} could be built (what happened is above)`);
  }
  return root;
}

/** Why no root of another Debian can be built on this machine, or `null`. */
export function debianRootProblem() {
  const lacking = ["apt-get", "dpkg-deb", "flock", "timeout", "unshare", "chroot"].filter(
    (command) => !isThere(command),
  );
  if (lacking.length > 0) return `this is no Debian (no ${lacking.join(", no ")})`;
  if (!existsSync(KEYRING)) return `Debian's keys are not here (${KEYRING})`;
  if (!debianMirror()) return "apt knows no mirror of Debian";
  const asRoot = process.getuid() === 0 ? [] : ["--map-root-user"];
  const may = spawnSync("unshare", ["--mount", ...asRoot, "mount", "--rbind", "/proc", "/mnt"]);
  return may.status === 0 ? null : `mounts are not allowed here (${String(may.stderr).trim()})`;
}

const isThere = (command) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;

function debianMirror() {
  const format = "$(REPO_URI) $(LABEL)";
  const { stdout } = spawnSync("apt-get", [
    ...["indextargets", "--format", format],
    "Created-By: Packages",
  ]);
  return mirrorAmong(String(stdout));
}

/**
 * The mirror of Debian's own packages among those that apt uses.
 * @param {string} targets a line each: its address, then its label, which is known after an update
 * @returns {string | undefined}
 */
export function mirrorAmong(targets) {
  const mirrors = targets.split("\n").map((line) => line.split(" "));
  const isDebian = ([address, label]) => label === "Debian" || /\/debian\/?$/.test(address);
  return mirrors.find(isDebian)?.[0];
}

/**
 * The command that becomes `command` in that root, with `folder` at its own path there.
 * @returns {string[]}
 */
export function inDebianRoot(root, folder, command) {
  return [join(import.meta.dirname, "in-debian-root.sh"), root, folder, ...command];
}
