import type { Log } from "./log.ts";

const CAP_MS = 15_000;

/**
 * Runs `stop` once on SIGTERM or SIGINT, then exits. A second signal, or a stop of more than 15 seconds, exits at once.
 */
export function stopOnSignal(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(130);
    stopping = true;
    log.info({ signal }, "Stopping");
    setTimeout(() => {
      log.error("Stopping took too long");
      process.exit(1);
    }, CAP_MS).unref();
    stop().then(
      () => {
        log.info("Stopped");
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, "Stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
