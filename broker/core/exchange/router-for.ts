import type { Release } from "#broker/core/release.ts";
import type { Router } from "./binding.ts";
import { DirectRouter } from "./direct-router.ts";
import type { ExchangeType } from "./exchange.ts";
import { FanoutRouter } from "./fanout-router.ts";
import { HeadersRouter } from "./headers-router.ts";
import { TopicRouter } from "./topic-router.ts";

/** How exchanges of a type find their way, as that release does. */
export type RouterFor = <To>(type: ExchangeType, release: Release) => Router<To>;

export const routerFor: RouterFor = <To>(type: ExchangeType, release: Release): Router<To> => {
  switch (type) {
    case "direct":
      return new DirectRouter();
    case "fanout":
      return new FanoutRouter();
    case "topic":
      return new TopicRouter();
    case "headers":
      return new HeadersRouter(release);
  }
};
