import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Menu } from "./menu.tsx";
import { Popover } from "./popover.tsx";

afterEach(cleanup);

const opener = (name: string) => screen.getByRole("button", { name });

describe("a menu pressed before its code is there", () => {
  function showMenu() {
    const onChoose = vi.fn();
    const choices = ["light", "dark"].map((value) => ({ value, content: value }));
    const trigger = <button type="button">theme</button>;
    render(<Menu label="theme" trigger={trigger} choices={choices} onChoose={onChoose} />);
    return onChoose;
  }

  it("opens when it has come", async () => {
    showMenu();
    opener("theme").click();
    await screen.findByRole("menuitemradio", { name: "dark" });
  });

  it.each(["{Enter}", " ", "{ArrowDown}"])(
    "opens by the key %j; the first item has the keyboard, then the trigger again",
    async (key) => {
      const onChoose = showMenu();
      await userEvent.tab();
      await userEvent.keyboard(key);
      await waitFor(() => {
        expect(document.activeElement?.textContent).toBe("light");
      });
      await userEvent.keyboard("{ArrowDown}{Enter}");
      expect(onChoose).toHaveBeenCalledExactlyOnceWith("dark");
      expect(document.activeElement).toBe(opener("theme"));
    },
  );
});

it("a popover pressed before its code is there opens when it has come", async () => {
  const onOpenChange = vi.fn();
  const trigger = <button type="button">more</button>;
  render(
    <Popover label="why" trigger={trigger} onOpenChange={onOpenChange}>
      because
    </Popover>,
  );
  opener("more").click();
  await screen.findByText("because");
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(true);
});
