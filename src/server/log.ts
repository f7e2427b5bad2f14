import { pino, type Logger } from "pino";
import type { Config } from "#config/config.ts";
import type { Observation } from "#core/runtime/hub.ts";

export type Log = Logger;

/** Paths of secrets in any logged object. */
const SECRETS = ["password", "secret", "token", "apiKey", "key", "authorization", "cookie"];

export function createLog(config: Pick<Config, "logLevel" | "role">): Log {
  return pino({
    level: config.logLevel,
    base: { role: config.role, pid: process.pid },
    redact: {
      paths: SECRETS.flatMap((name) => [name, `*.${name}`, `headers.${name}`, `req.headers.${name}`]),
      censor: "[redacted]",
    },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
  });
}

/** Internal failures are logged as errors; everything else, including database outages, at `debug`. */
export function logObservation(log: Log, { error, outcome, durationMs, ...call }: Observation): void {
  const level = outcome === "internal" ? "error" : "debug";
  if (!log.isLevelEnabled(level)) return;
  const fields = { ...call, outcome, code: error?.code, durationMs: Math.round(durationMs * 10) / 10 };
  log[level](outcome === "internal" ? { ...fields, err: error?.cause } : fields, call.operation);
}
