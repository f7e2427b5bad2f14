import { z } from "zod";
import { fileKeyOf } from "#core/exports/record.ts";
import { incomingKeyOf, keptKeyOf } from "#core/uploads/record.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import { deleteExport, deleteUpload, expiredExports, latelyReady, unfinishedUploads } from "./file-keeping-store.ts";
import { type Job, type JobContext, job } from "./job.ts";

const DAY_MS = 86_400_000;

/** Files first, rows last: an interrupted run continues an hour later. */
export function createFileKeepingJobs(files: Pick<FileStore, "remove" | "dropUnfinished">): readonly Job[] {
  const forgetFiles = job({
    name: "housekeeping.files",
    description: "Deletes exports after a week, and uploads that were not finished within a day.",
    data: z.object({}),
    retry: { limit: 2, delayS: 60 },
    leaseS: 900,
    schedule: "37 * * * *",
    run: async (context) => {
      const exports = await forgetExports(context, files);
      const uploads = await forgetUploads(context, files);
      const halves = await files.dropUnfinished(new Date(context.hub.clock().getTime() - DAY_MS));
      context.log.info({ exports, uploads, halves }, "Unused files deleted");
    },
  });
  return [forgetFiles];
}

type Removes = Pick<FileStore, "remove">;

async function forgetExports({ hub }: JobContext, files: Removes): Promise<number> {
  const expired = await expiredExports(hub.db.sql);
  for (const each of expired) {
    for (let attempt = 1; attempt <= each.attempts; attempt += 1)
      await files.remove(fileKeyOf(each.tenantId, each, attempt));
    await deleteExport(hub.db.sql, each);
  }
  return expired.length;
}

async function forgetUploads({ hub }: JobContext, files: Removes): Promise<number> {
  const unfinished = await unfinishedUploads(hub.db.sql);
  for (const each of unfinished) {
    await files.remove(incomingKeyOf(each.tenantId, each.id));
    await files.remove(keptKeyOf(each.tenantId, each.id));
    await deleteUpload(hub.db.sql, each);
  }
  for (const { tenantId, id } of await latelyReady(hub.db.sql)) await files.remove(incomingKeyOf(tenantId, id));
  return unfinished.length;
}
