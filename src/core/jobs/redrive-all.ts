import { command } from "../kernel/operation.ts";
import { queueNamed, refuseBeyondJob } from "./access.ts";
import { noQueue } from "./errors.ts";
import { jobRedriven } from "./events.ts";
import { summaryOf } from "./rules.ts";
import { RedriveAllInput, Redriven } from "./schemas.ts";
import { isInstalled, lockLetters } from "./store.ts";

/** Limit per call; call again for more. */
const AT_ONCE = 1000;

export const redriveAll = command({
  name: "jobs.redriveAll",
  summary: "Redrives the dead-lettered jobs of a queue, up to 1,000 at once.",
  scope: "jobs:write",
  audience: "public",
  input: RedriveAllInput,
  output: Redriven,
  failures: [noQueue],
  run: async ({ tx, actor, jobs, race, emit }, { queue }) => {
    if (jobs === undefined || !(await isInstalled(tx))) throw noQueue();
    refuseBeyondJob(actor, queueNamed(jobs, queue));
    const letters = await lockLetters(tx, { queue, limit: AT_ONCE });
    await race("jobs.redriveAll:read");
    const count = await jobs.redrive(tx.sql, letters);
    for (const { id, payload } of letters) emit(jobRedriven(id, { jobId: id, queue, summary: summaryOf(payload) }));
    return { queue, count };
  },
});
