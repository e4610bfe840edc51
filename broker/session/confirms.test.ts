import { describe, expect, it } from "vitest";
import { Confirms } from "./confirms.ts";

function setup() {
  const acks: string[] = [];
  let pending = 0;
  const confirms = new Confirms(
    () => pending++,
    (deliveryTag, multiple) => acks.push(`${multiple ? "≤" : ""}${deliveryTag}`),
  );
  return { confirms, acks, pending: () => pending };
}

describe("Confirms", () => {
  it("BA6: counts from the select on, and acknowledges together what was settled together", () => {
    const { confirms, acks, pending } = setup();
    confirms.published();
    confirms.flush();
    confirms.select();
    confirms.published();
    confirms.flush();
    confirms.published();
    confirms.published();
    confirms.published();
    confirms.flush();
    confirms.flush();
    expect(acks).toEqual(["1", "≤4"]);
    expect(pending()).toBe(2);
  });
});
