import type { Config } from "./config.ts";

/** Next and next-auth read their settings from the environment; they get ours. Called before either is loaded. */
export function setNextEnvironment(config: Pick<Config, "publicUrl">, options: { secret: string; dev: boolean }): void {
  process.env["NEXTAUTH_URL"] = config.publicUrl;
  process.env["NEXTAUTH_SECRET"] = options.secret;
  // Next would end the process on SIGTERM before we have finished what is running.
  process.env["NEXT_MANUAL_SIG_HANDLE"] = "true";
  process.env["NEXT_TELEMETRY_DISABLED"] ??= "1";
  Object.assign(process.env, { NODE_ENV: options.dev ? "development" : "production" });
}

/** Where Next keeps its build, as next.config.mjs has it. */
export const distDirectory = (): string => process.env["NEXT_DIST_DIR"] ?? ".next";

/** What `next build` is run with: nothing reports home, and a build is for production. */
export const buildEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
});
