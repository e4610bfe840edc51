import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // Types are checked by `npm run check`; a first `npm start` need not wait for it.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Opened as 127.0.0.1 a dev page would not hydrate otherwise.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
};

export default config;
