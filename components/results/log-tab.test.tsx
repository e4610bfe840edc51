import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import { presets } from "#shared/scenario/presets.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { LogTab } from "./log-tab.tsx";

afterEach(cleanup);

function show(events: readonly Logged[]) {
  const onSeek = vi.fn();
  render(
    <MessagesProvider language="en" messages={messagesIn("en")}>
      <LogTab
        events={events}
        arms={["A", "B"]}
        viewedCount={events.length}
        following={false}
        onSeek={onSeek}
      />
    </MessagesProvider>,
  );
  return onSeek;
}

const log = raceLog(presets["odd-heavy"]);
const rows = () => screen.getAllByRole("listitem");

describe("LogTab", () => {
  it("tells each event in words, and draws only those in view", () => {
    show(log);
    expect(rows()[0]?.textContent).toContain("Run opened: 12 tasks planned");
    expect(rows().length).toBeLessThan(log.length);
    expect(rows()[0]?.getAttribute("aria-setsize")).toBe(String(log.length));
  });

  it("shows one arena's events", async () => {
    show(log);
    await userEvent.click(screen.getByRole("radio", { name: "B" }));
    const ofB = log.filter((event) => !("arm" in event) || event.arm === "B");
    expect(rows()[0]?.getAttribute("aria-setsize")).toBe(String(ofB.length));
  });

  it("looks at the moment of the event that is pressed", async () => {
    const later = log.filter(({ atMs }) => atMs >= 4_000);
    const onSeek = show(later);
    await userEvent.click(screen.getByRole("button", { name: /A ?w1 finished task 1$/ }));
    expect(onSeek).toHaveBeenCalledExactlyOnceWith(4_000);
  });

  it("says that nothing has happened yet", () => {
    show([]);
    screen.getByText(/Nothing has happened yet/);
  });
});
