import { spawn } from "node:child_process";

// Its input ends with whoever started it, even by SIGKILL. What is gone by then, or was never there, needs nothing.
const SCRIPT = `
trap "" INT TERM HUP
cat >/dev/null
[ -d "$0" ] || exit 0
for pid in "$@" $(cat "$0/node.pid" 2>/dev/null); do kill -9 "$pid" 2>/dev/null; done
sleep 0.2
rm -rf "$0"
`;

/**
 * Sees to it that nothing outlives this process, however that ends: then, these processes and the one \`node.pid\` in the
 * folder names are killed, and the folder is removed. Where the folder is gone before, nothing is done.
 * @param {string} folder
 * @param {number[]} pids
 * @returns {() => void} for when all is in order and it isn't needed any more
 */
export function hireUndertaker(folder, pids) {
  const child = spawn("/bin/sh", ["-c", SCRIPT, folder, ...pids.map(String)], {
    detached: true, // Ctrl-C is for others
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  child.stdin.unref();
  return () => child.stdin.destroy();
}
