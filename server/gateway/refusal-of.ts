import type { z } from "zod";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import { REFUSAL_CODES, type RefusalCode } from "#shared/protocol/refusal.ts";

/** The first thing a schema found wrong, as the browser can word it. */
export function refusalOf(error: z.ZodError): Extract<CommandProblem, { code: "invalid" }> {
  const issue = error.issues[0];
  return {
    code: "invalid",
    path: issue ? issue.path.join(".") : "",
    detail: issue ? detailOf(issue) : "malformed",
  };
}

function detailOf(issue: z.core.$ZodIssue): string {
  const named = REFUSAL_CODES.find((code) => code === issue.message.split(":")[0]);
  if (named) return issue.message;
  switch (issue.code) {
    case "too_small":
      return detail("at-least", issue.minimum);
    case "too_big":
      return detail("at-most", issue.maximum);
    case "invalid_type":
      return detail("expected", issue.expected);
    case "invalid_value":
      return detail("one-of", issue.values.map(String).join(","));
    case "unrecognized_keys":
      return detail("unknown-field", issue.keys.join(","));
    default:
      return "malformed" satisfies RefusalCode;
  }
}

function detail(code: RefusalCode, limit: number | bigint | string): string {
  return `${code}:${limit}`;
}
