import { tmpdir } from "node:os";
import type { CursorSet } from "#core/events/cursor-set.ts";
import { cursorSets } from "#core/events/start-consumers.ts";
import type { Hub } from "#core/hub.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { createFileStore } from "#integrations/storage/create-store.ts";
import { createConsumers } from "#workers/consumers.ts";
import { createJobs } from "#workers/jobs.ts";
import { startRunner } from "#workers/runner.ts";

export interface RealConsumers {
  /** Lets every consumer read the feed to its present end. Rejects when one fails. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

const quiet = { info: () => {}, warn: () => {} };

/** The consumers that a worker starts, over a test's hub. The jobs that they queue are done by nobody. */
export async function realConsumers(hub: Hub): Promise<RealConsumers> {
  const failures: unknown[] = [];
  const onError = (error: unknown) => void failures.push(error);
  const log = { ...quiet, error: (details: object) => onError("err" in details ? details.err : details) };
  const http = new HttpOut({ allowPrivate: false });
  const files = createFileStore(undefined, { folder: tmpdir(), secret: "test secret", publicUrl: "http://localhost" });
  const outside = { providers: {}, files, mailer: undefined, publicUrl: "http://localhost", http };
  const jobs = createJobs({ ...outside, unpaidHoldDays: undefined });
  const runner = await startRunner({ hub, log, jobs, onError, supervises: false });
  const sets: readonly CursorSet[] = cursorSets({
    db: hub.db,
    log,
    onError,
    consumers: createConsumers(runner, outside),
  });
  return {
    async catchUp() {
      await Promise.all(sets.map((set) => set.catchUp()));
      if (failures.length > 0) throw new AggregateError(failures.splice(0), "A consumer has failed.");
    },
    async stop() {
      await runner.stop();
      await http.close();
    },
  };
}
