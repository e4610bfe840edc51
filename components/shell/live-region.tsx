import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useLab } from "#client/use-lab.ts";
import { useSelected, useStore } from "#client/use-store.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { moment } from "#shared/kernel/moment.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { announcement, lossAnnouncement } from "#components/words/announcement.ts";

/** At most one sentence in so long, so that a screen reader can keep up. */
const POLITE_EVERY_MS = 5_000;

/** Says what happens: politely how the race goes, at once what was lost or broke. */
export function LiveRegion() {
  const { connection, log, ticker } = useLab();
  const { link, lab } = useStore(connection);
  const run = useSelected(log, ({ state }) => state);
  const messages = useMessages();
  const [polite, setPolite] = useState("");
  const [urgent, setUrgent] = useState("");
  const told = useRef(run);
  const heard = useRef(run);

  const speak = useEffectEvent(() => {
    const sentence = announcement(messages, told.current, run, moment(ticker.get().liveMs));
    told.current = run;
    if (sentence !== null) setPolite(sentence);
  });

  useEffect(() => {
    const interval = setInterval(() => {
      speak();
    }, POLITE_EVERY_MS);
    return () => {
      clearInterval(interval);
    };
  }, []);

  const alarm = useEffectEvent((state: RunState) => {
    const sentence = lossAnnouncement(messages, heard.current, state);
    heard.current = state;
    if (sentence !== null) setUrgent(sentence);
  });

  useEffect(() => {
    alarm(run);
  }, [run]);

  const { live } = messages.shell;
  const wasAway = useRef(false);
  const wasDown = useRef(false);
  const relief = useEffectEvent((isAway: boolean, isDown: boolean) => {
    if (wasAway.current && !isAway) setPolite(live.online);
    if (wasDown.current && !isDown) setPolite(live.brokerUp);
    wasAway.current = isAway;
    wasDown.current = isDown;
  });

  const isAway = link.state === "reconnecting";
  const isDown = lab?.broker.state === "down";
  useEffect(() => {
    relief(isAway, isDown);
  }, [isAway, isDown]);

  return (
    <div className="sr-only">
      <p role="status">{polite}</p>
      <p role="alert">{urgent}</p>
      <p role="alert">{isAway ? live.offline : ""}</p>
      <p role="alert">{isDown ? live.brokerDown : ""}</p>
    </div>
  );
}
