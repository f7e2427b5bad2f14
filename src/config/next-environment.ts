import type { Config } from "./config.ts";

/** next-auth reads its settings from the environment. */
export function setAuthEnvironment({ publicUrl }: Pick<Config, "publicUrl">, secret: string): void {
  process.env["NEXTAUTH_URL"] = publicUrl;
  process.env["NEXTAUTH_SECRET"] = secret;
}

/** So does Next, which must find them before it is loaded. */
export function setNextEnvironment({ dev }: { dev: boolean }): void {
  // Next would end the process on SIGTERM before we have finished what is running.
  process.env["NEXT_MANUAL_SIG_HANDLE"] = "true";
  process.env["NEXT_TELEMETRY_DISABLED"] ??= "1";
  Object.assign(process.env, { NODE_ENV: dev ? "development" : "production" });
}

/** Where Next keeps its build, as next.config.mjs has it. */
export const distDirectory = (): string => process.env["NEXT_DIST_DIR"] ?? ".next";

/** Next builds in processes of its own, which must not touch a database. */
export const isBuilding = (): boolean => process.env["NEXT_PHASE"] === "phase-production-build";

/** What `next build` is run with: nothing reports home, and a build is for production. */
export const buildEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
});
