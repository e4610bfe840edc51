import amqp from "amqplib";
import { nearestRelease, type ReleaseName } from "#broker/core/release.ts";

/** What a broker says of itself; of one newer than all that are known, the newest. */
export async function releaseAt(url: string): Promise<ReleaseName> {
  const model = await amqp.connect(url);
  const { version } = model.connection.serverProperties;
  await model.close();
  return nearestRelease(/^\d+\.\d+/.exec(version)?.[0] ?? null).name;
}
