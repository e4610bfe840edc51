import { act } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { createStore } from "./store.ts";
import { useStore } from "./use-store.ts";

it("takes a page over as the server drew it, though the store has changed since", () => {
  const store = createStore("as it was");
  function Shown() {
    return <p>{useStore(store)}</p>;
  }
  const page = document.createElement("div");
  page.innerHTML = renderToString(<Shown />);
  store.set("changed before the page was taken over");
  const errors: unknown[] = [];
  act(() => {
    hydrateRoot(page, <Shown />, {
      onRecoverableError: (error) => {
        errors.push(error);
      },
    });
  });
  expect(errors).toEqual([]);
  expect(page.textContent).toBe("changed before the page was taken over");
});
