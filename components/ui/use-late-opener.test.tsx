import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentType } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useLateOpener } from "./use-late-opener.ts";

type Dialog = ComponentType<{ readonly children: string }>;
let load: ReturnType<typeof vi.fn<() => Promise<Dialog>>>;
let arrive: () => Promise<void>;

function Late() {
  const { Opened, trigger } = useLateOpener(load, <button type="button">open</button>, "dialog");
  return Opened === null ? trigger : <Opened>opened</Opened>;
}

beforeEach(() => {
  const coming = new Promise<Dialog>((resolve) => {
    arrive = () =>
      act(async () => {
        resolve(({ children }) => <p>{children}</p>);
        await coming;
      });
  });
  load = vi.fn(() => coming);
  render(
    <>
      <Late />
      <button type="button">elsewhere</button>
    </>,
  );
});
afterEach(cleanup);

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const isOpen = () => screen.queryByText("opened") !== null;

describe("what opens something whose code is still on its way", () => {
  it("loads it without being pressed, and stays the same element with the keyboard on it", async () => {
    await userEvent.tab();
    const trigger = document.activeElement;
    await arrive();
    expect(load).toHaveBeenCalled();
    expect(isOpen()).toBe(false);
    expect(document.activeElement).toBe(trigger);
    expect(trigger?.textContent).toBe("open");
  });

  it("opens it when it has come", async () => {
    await press("open");
    expect(isOpen()).toBe(false);
    await arrive();
    expect(isOpen()).toBe(true);
  });

  it("does not call back who has gone elsewhere", async () => {
    await press("open");
    await press("elsewhere");
    await arrive();
    expect(isOpen()).toBe(false);
  });

  it("tries again when the load has failed", async () => {
    load.mockRejectedValueOnce(new Error("offline"));
    await press("open");
    await press("open");
    await arrive();
    expect(isOpen()).toBe(true);
  });
});
