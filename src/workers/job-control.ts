import type { PgBoss } from "pg-boss";
import type { JobControl } from "#core/kernel/job-control.ts";
import { within } from "./boss-store.ts";
import type { Job } from "./job.ts";

/** Where jobs that failed for good are parked, and payloads that no handler of this version understands. */
export const PARKED = "parked";

/** The core's view of the queue through pg-boss's own functions, each on the calling operation's connection. */
export function createJobControl(boss: PgBoss, jobs: readonly Job[]): JobControl {
  return {
    queues: jobs.map(({ name, description, isRetired = false, on = [], needs = [], perTenant = false }) => ({
      name,
      description,
      isRetired,
      on,
      needs,
      perTenant,
    })),
    nextRun: (cron, from) => boss.previewSchedule(cron, { tz: "UTC", from, count: 1 })[0] ?? null,
    async cancel(sql, { queue, id }) {
      await boss.cancel(queue, id, { db: within(sql) });
    },
    async hasten(sql, { queue, id }) {
      await boss.update({ name: queue, options: { id, startAfter: new Date(), db: within(sql) } });
    },
    async resume(sql, { queue, id }) {
      await boss.resume(queue, id, { db: within(sql) });
    },
    async redrive(sql, letters) {
      if (letters.length === 0) return 0;
      const db = within(sql);
      const moved = await boss.redrive(PARKED, { ids: letters.map(({ id }) => id), limit: letters.length, db });
      const failed = Map.groupBy(letters, ({ queue }) => queue);
      for (const [queue, ofQueue] of failed)
        await boss.deleteJob(
          queue,
          ofQueue.map(({ sourceId }) => sourceId),
          { db },
        ); // else the same job would be listed as failed and as waiting
      return moved;
    },
    async runNow(sql, queue, tenantId) {
      const id = await boss.send(queue, { tenantId }, { db: within(sql) });
      if (id === null) throw new Error(`${queue} takes no job`);
      return id;
    },
  };
}
