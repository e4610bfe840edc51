import { asAsked, KEYLESS, userAction } from "./user-action.ts";

interface PublishAstray {
  readonly type: "publish-astray";
  readonly text: string;
  readonly mandatory: boolean;
}

/** In every arena. */
export const publishAstray = userAction<PublishAstray>({
  ...KEYLESS,
  right: "publish-astray",
  together: true,
  commands: ({ plan }, asked) =>
    (plan.get().scenario?.arms ?? []).map(({ arm }) => ({ ...asked, arm })),
});

interface PublishBurst {
  readonly type: "publish-burst";
  readonly count: number;
  readonly kill: boolean;
}

/** In every arena by one command, so that they share one kill. */
export const publishBurst = userAction<PublishBurst>({
  ...KEYLESS,
  right: "publish-burst",
  commands: ({ plan }, asked) => {
    const arms = (plan.get().scenario?.arms ?? []).map(({ arm }) => arm);
    return [{ ...asked, arms }];
  },
});

export const restartBroker = userAction<{
  readonly type: "restart-broker";
  readonly kill: boolean;
}>({ ...KEYLESS, right: "restart-broker", commands: asAsked });

export const retryBroker = userAction<{ readonly type: "retry-broker" }>({
  ...KEYLESS,
  right: "retry-broker",
  commands: asAsked,
});

export const takeEmbeddedBroker = userAction<{ readonly type: "use-embedded-broker" }>({
  ...KEYLESS,
  right: "use-embedded-broker",
  commands: asAsked,
});
