import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  devIndicators: false,
  // Opened as 127.0.0.1 a dev page would not hydrate otherwise.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
};

export default config;
