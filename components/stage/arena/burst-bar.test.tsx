import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { MessagesProvider } from "#components/i18n/messages-provider.tsx";
import type { Language } from "#shared/messages/language.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import type { BurstState } from "#shared/run/burst.ts";
import { BurstBar } from "./burst-bar.tsx";
import { stageLayout } from "#components/stage/stage-layout.model.ts";

afterEach(cleanup);

const BURST: BurstState = {
  count: 10_000,
  queueType: "classic",
  deliveryLimit: "default",
  deadLetters: "off",
  durable: true,
  persistent: true,
  confirms: true,
  sent: 10_000,
  confirmed: 5712,
  answered: false,
  outage: false,
  counted: false,
  survived: null,
};

function show(change: Partial<BurstState>, language: Language = "en", widthPx = 1440) {
  render(
    <MessagesProvider language={language} messages={messagesIn(language)}>
      <BurstBar arm="B" burst={{ ...BURST, ...change }} layout={stageLayout(widthPx)} />
    </MessagesProvider>,
  );
}
const row = (name: string) => within(screen.getByRole("group", { name })).queryAllByText(/./);
const figures = (name: string) => row(name).map(({ textContent }) => textContent);

it("has what is safe and what is not yet, and nothing else before it is counted", () => {
  show({});
  screen.getByRole("region", { name: "Burst of arena B" });
  expect(figures("The publisher knows")).toEqual(
    expect.arrayContaining(["5,712safe", "4,288not yet safe"]),
  );
  expect(screen.queryByRole("group", { name: "In the queue" })).toBeNull();
});

it("sets against it what the broker still has", () => {
  show({ outage: true, counted: true, survived: 5712 });
  expect(figures("In the queue")).toEqual(expect.arrayContaining(["5,712survived", "4,288lost"]));
});

it("calls confirmed what is confirmed and will never be on disk", () => {
  show({ persistent: false }, "zh", 390);
  expect(figures("发布者所知")).toEqual(expect.arrayContaining(["5,712已确认"]));
});
