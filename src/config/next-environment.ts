import type { Config } from "./config.ts";

/** next-auth reads its settings from the environment. */
export function setAuthEnvironment({ publicUrl }: Pick<Config, "publicUrl">, secret: string): void {
  process.env["NEXTAUTH_URL"] = publicUrl;
  process.env["NEXTAUTH_SECRET"] = secret;
}

/** Next reads these as well, and must find them before it is loaded. */
export function setNextEnvironment({ dev }: { dev: boolean }): void {
  // Next would exit on SIGTERM before running requests have finished.
  process.env["NEXT_MANUAL_SIG_HANDLE"] = "true";
  process.env["NEXT_TELEMETRY_DISABLED"] ??= "1";
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production" });
}

/** Next's build folder, as in next.config.mjs. */
export const distDirectory = (): string => process.env["NEXT_DIST_DIR"] ?? ".next";

/** Next builds in child processes, which must not open a database. */
export const isBuilding = (): boolean => process.env["NEXT_PHASE"] === "phase-production-build";

/** The environment of `next build`: no telemetry, production mode. */
export const buildEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
});
