import type { Sql } from "postgres";
import { z } from "zod";
import type { Types } from "#core/kernel/tx.ts";
import { composeMails } from "#core/mail/compose-mails.ts";
import { type Job, job } from "../job.ts";
import { type MailDeps, setupOf } from "./mail-consumer.ts";
import { readMailEvent, takeOver } from "./mail-store.ts";

/** What an older version leaves in the queue: a job for each mail to create, and one for each to send. */
export function createRetiredMailJobs(deps: MailDeps): readonly Job[] {
  const same = { isRetired: true, retry: { limit: 10, delayS: 2, longestDelayS: 600 }, leaseS: 60 } as const;
  const compose = job({
    ...same,
    name: "mails.compose",
    description: "Creates a mail that an older version has queued.",
    data: z.looseObject({ tenantId: z.uuid(), eventId: z.uuid() }),
    run: async ({ hub }, wanted) => {
      const events = await readMailEvent(hub.db.sql, wanted);
      await hub.db.sql.begin(async (transaction) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a transaction runs the same statements
        await composeMails(transaction as unknown as Sql<Types>, events, setupOf(deps));
      });
    },
  });
  const send = job({
    ...same,
    name: "mails.send",
    description: "Sends a mail that an older version has queued.",
    data: z.looseObject({ tenantId: z.uuid(), mailId: z.uuid() }),
    run: async ({ hub }, wanted) => takeOver(hub.db.sql, wanted),
  });
  return [compose, send];
}
