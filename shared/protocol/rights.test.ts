import { describe, expect, it } from "vitest";
import { may, RIGHTS, type Right, type Role } from "./rights.ts";

const ROLES = ["operator", "host", "viewer"] as const;
const all = Object.keys(RIGHTS) as readonly Right[];
const rightsOf = (role: Role) => all.filter((right) => may([role], right));

describe("what each may do", () => {
  it("watch: everybody", () => {
    for (const role of ROLES) expect(may([role], "watch")).toBe(true);
  });

  it("a viewer nothing else", () => {
    expect(rightsOf("viewer")).toEqual(["watch"]);
  });

  it("an operator what concerns brokers", () => {
    expect(rightsOf("operator")).toEqual([
      "watch",
      "restart-broker",
      "retry-broker",
      "use-embedded-broker",
    ]);
  });

  it("a host all in his lab: to choose its broker too, which is that lab's alone", () => {
    expect(rightsOf("host")).toEqual(all);
  });

  it("nobody in particular nothing, and one who is several all of it", () => {
    for (const right of all) expect(may([], right)).toBe(false);
    for (const right of all) expect(may(["operator", "host"], right)).toBe(true);
  });
});
