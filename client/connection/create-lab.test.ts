import { describe, expect, it } from "vitest";
import { fail, ok } from "#shared/kernel/result.ts";
import { createLab } from "./create-lab.ts";

const answers = (status: number, body: string) => () =>
  Promise.resolve(new Response(body, { status }));

describe("createLab", () => {
  it("gives the new lab's id", async () => {
    expect(await createLab(answers(201, '{"labId":"7F3K2M"}'))).toEqual(ok("7F3K2M"));
  });

  it("says how many labs a full server holds", async () => {
    const body = '{"error":{"code":"limit","what":"labs","max":50}}';
    expect(await createLab(answers(503, body))).toEqual(fail({ status: 503, maxLabs: 50 }));
  });

  it.each(["", "{}", "<html>"])("takes the answer %j for none", async (body) => {
    expect(await createLab(answers(200, body))).toEqual(fail({ status: 200, maxLabs: null }));
  });

  it("says that there was no answer", async () => {
    const refuse = () => Promise.reject(new TypeError("fetch failed"));
    expect(await createLab(refuse)).toEqual(fail({ status: null, maxLabs: null }));
  });
});
