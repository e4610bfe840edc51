// A process of greedy viewers: each asks for the whole log 60 times at once, again and again.
import { LabGuest } from "./lab-guest.mjs";

const [url, labId, runId, viewers, forMs] = process.argv.slice(2);
const AT_ONCE = 60;

const untilMs = performance.now() + Number(forMs);
let served = 0;

async function greedy(i) {
  while (performance.now() < untilMs) {
    try {
      const guest = await LabGuest.connect(url, { from: `10.2.${i >> 8}.${i & 255}` });
      await guest.join(labId);
      while (performance.now() < untilMs && guest.isConnected) {
        const answers = Array.from({ length: AT_ONCE }, (_, k) =>
          guest.askForLog(runId, (k % 15) * 4000).then(
            (isServed) => (served += isServed ? 1 : 0),
            () => undefined,
          ),
        );
        await Promise.race([Promise.all(answers), gone(guest)]);
      }
      guest.leave();
    } catch {
      // Refused, or sent away: it comes back.
    }
  }
}

async function gone(guest) {
  while (guest.isConnected && performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

await Promise.all(Array.from({ length: Number(viewers) }, (_, i) => greedy(i)));
process.send?.({ served });
