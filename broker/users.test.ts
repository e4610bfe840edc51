import amqp from "amqplib";
import { expect, it, onTestFinished } from "vitest";
import { startBroker, type BrokerOptions } from "./index.ts";

const users = new Map([
  ["ann", "se/cr:et"],
  ["bob", "b"],
]);

async function running(options: BrokerOptions) {
  const broker = await startBroker(options);
  onTestFinished(() => broker.close());
  return broker;
}

async function logIn(url: string): Promise<void> {
  const connection = await amqp.connect(url, { noDelay: true });
  const channel = await connection.createChannel();
  await channel.assertQueue("", { exclusive: true });
  await connection.close();
}

it("LI9: with users, those get in, and the broker's url names the first", async () => {
  const { url, port } = await running({ users });
  expect(url).toBe(`amqp://ann:se%2Fcr%3Aet@127.0.0.1:${port}`);
  await Promise.all([logIn(url), logIn(url), logIn(`amqp://bob:b@127.0.0.1:${port}`)]);
  const refused = /ACCESS_REFUSED - Login was refused/;
  await expect(logIn(`amqp://guest:guest@127.0.0.1:${port}`)).rejects.toThrow(refused);
  await expect(logIn(`amqp://bob:B@127.0.0.1:${port}`)).rejects.toThrow(refused);
});

it.each([undefined, new Map<string, string>()])(
  "LI9: is not open to others without users",
  async (nobody) => {
    const options = nobody === undefined ? {} : { users: nobody };
    await expect(startBroker({ host: "0.0.0.0", ...options })).rejects.toThrow(
      "Listening on 0.0.0.0 lets other machines in, so users are needed: set `users`, or listen on 127.0.0.1.",
    );
  },
);

it("LI9: with users it may be", async () => {
  const { port } = await running({ host: "0.0.0.0", users });
  await logIn(`amqp://bob:b@127.0.0.1:${port}`);
});
