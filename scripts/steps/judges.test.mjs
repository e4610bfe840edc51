import { expect, it } from "vitest";
import { notJudged } from "./judges.mjs";

it("who did not judge is said in capitals", () => {
  const judges = [
    { release: "3.10", is: "judge" },
    { release: "4.0", is: "missing", why: "this is no Debian" },
    { release: "4.3", is: "aside", why: "Debian's unstable carries 4.4.0 now" },
    { release: "4.3", is: "none", why: "apt-get failed" },
  ];
  expect(notJudged(judges.slice(0, 2))).toBe("");
  expect(notJudged(judges)).toBe(
    "RABBITMQ 4.3 IS NOT JUDGED: DEBIAN'S UNSTABLE CARRIES 4.4.0 NOW\n" +
      "RABBITMQ 4.3 IS NOT JUDGED: APT-GET FAILED",
  );
});
