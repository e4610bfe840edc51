import { moment } from "#shared/kernel/moment.ts";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import { ArenaBanner } from "./arena-banner.tsx";

afterEach(cleanup);

const replyText =
  "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'q' in vhost '/': received 'false' but current is 'true'";

it.each([
  ["en", "Channel 3 of the publisher's connection is closed", "a fresh queue, not durable"],
  ["zh", "信道 3 因此被关闭", "新的非持久化队列"],
] as const)(
  "a redeclared queue, in %s: the broker's words as they are, which channel died, two remedies",
  (language, channel, remedy) => {
    render(
      <MessagesProvider language={language} messages={messagesIn(language)}>
        <ArenaBanner
          refusal={null}
          redeclare={{
            atMs: moment(0),
            queueType: "classic",
            deliveryLimit: "default",
            deadLetters: "off",
            durable: false,
            channel: 3,
            replyCode: 406,
            replyText,
          }}
          planned={{ durable: false, queueType: "classic" }}
          mismatch={undefined}
          canSteer
          onTurnOnDurable={vi.fn()}
        />
      </MessagesProvider>,
    );
    const said = screen.getByRole("alert").textContent;
    for (const words of ["406", replyText, channel, remedy]) expect(said).toContain(words);
  },
);
