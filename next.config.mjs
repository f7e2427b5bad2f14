// A self-hosted hub sends no telemetry.
process.env.NEXT_TELEMETRY_DISABLED ??= "1";

/** @type {import("next").NextConfig} */
const config = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // `npm run check` has the types; a build that only wants to start should not wait for them.
  typescript: { tsconfigPath: "tsconfig.next.json", ignoreBuildErrors: true },
  reactStrictMode: true,
  poweredByHeader: false,
  // Pages and their scripts; the transports under /api compress for themselves.
  compress: true,
  devIndicators: false,
  serverExternalPackages: ["postgres", "pg-boss", "pino", "@node-rs/argon2", "graphql"],
  // Messages arrive compiled (src/app/compiled-messages.ts): the browser formats them and parses none.
  turbopack: { resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
  experimental: {
    optimizePackageImports: ["lucide-react", "recharts", "radix-ui", "@trpc/client", "@trpc/react-query"],
  },
};

export default config;
