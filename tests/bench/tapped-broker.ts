// A broker in a process of its own whose events are listened to there, while the parent says so.
import { startBroker } from "#broker";

const broker = await startBroker();
let events = 0;
let stop = (): void => undefined;
process.on("message", ({ listen }: { readonly listen: boolean }) => {
  stop();
  if (listen) stop = broker.events.listen(() => events++);
  process.send?.({ events });
});
process.on("disconnect", () => process.exit());
process.send?.({ url: broker.url });
