import { describe, expect, it } from "vitest";
import { RELEASE_NAMES } from "#broker";
import { specOf } from "#broker/testing/by-release.ts";
import { grouped, shortSeconds } from "#components/i18n/format.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import { unawaitedOn } from "#simulation/unawaited.ts";
import { findingWords } from "./finding-words.ts";

describe.each(RELEASE_NAMES)("on RabbitMQ %s", (release) => {
  const { expected } = specOf(release);
  const quietS = shortSeconds(Number(expected("ST14", "quiet")));
  const entries = grouped(Number(expected("ST14", "entries")));

  it.each([
    ["en", `quiet for ${quietS} s or ${entries} have gathered (RabbitMQ ${release})`],
    ["zh", `安静 ${quietS} 秒或攒够 ${entries} 条（RabbitMQ ${release}）`],
  ] as const)("ST14: says when unconfirmed messages are on disk there: %s", (language, said) => {
    const facts = unawaitedOn(release as string as BrokerRelease);
    const finding = { code: "persistent-unconfirmed", arm: "A", severity: "hint", facts } as const;
    expect(findingWords(messagesIn(language), finding)).toContain(said);
  });
});
