import { expect, it } from "vitest";
import { mirrorAmong } from "./debian-root.mjs";

it.each([
  {
    known: "after an update, by its label",
    targets: "https://a.example/deb Other\nhttps://b.example/bookworm Debian\n",
    mirror: "https://b.example/bookworm",
  },
  {
    known: "before one, by its address",
    targets: "http://c.example/debian-security/ \nhttp://c.example/debian/ \n",
    mirror: "http://c.example/debian/",
  },
  { known: "nowhere", targets: "http://d.example/ubuntu/ Ubuntu\n", mirror: undefined },
])("the mirror is known $known", ({ targets, mirror }) => {
  expect(mirrorAmong(targets)).toBe(mirror);
});
