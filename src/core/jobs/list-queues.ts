import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { queueNamed } from "./access.ts";
import { QueuePage } from "./schemas.ts";
import { isInstalled, type QueueRecord, readQueues } from "./store.ts";

const isOpen = (counts: QueueRecord["counts"]): boolean =>
  ["created", "active", "retry", "failed"].some((state) => (counts[state] ?? 0) > 0);

export const listQueues = query({
  name: "jobs.listQueues",
  summary: "Lists job queues and schedules with their pending jobs.",
  scope: "jobs:read",
  audience: "public",
  input: z.strictObject({}),
  output: QueuePage,
  failures: [],
  run: async ({ read, jobs, now }) => {
    const queues = (await isInstalled(read)) ? await readQueues(read) : [];
    const retired = new Set(jobs?.queues.flatMap(({ name, isRetired }) => (isRetired ? [name] : [])));
    const shown = queues.filter(({ name, counts, parked }) => !retired.has(name) || parked > 0 || isOpen(counts));
    const data = shown.map(({ name, schedule, counts, parked, oldestWaitingAt, lastRunAt }) => ({
      name,
      description: queueNamed(jobs, name)?.description ?? "",
      waiting: counts["created"] ?? 0,
      active: counts["active"] ?? 0,
      retrying: counts["retry"] ?? 0,
      completed: counts["completed"] ?? 0,
      failed: counts["failed"] ?? 0,
      parked,
      oldestWaitingAt: oldestWaitingAt?.toISOString() ?? null,
      schedule,
      nextRunAt: schedule === null ? null : (jobs?.nextRun(schedule, now)?.toISOString() ?? null),
      lastRunAt: lastRunAt?.toISOString() ?? null,
      canRunNow: schedule !== null && queueNamed(jobs, name)?.perTenant === true,
    }));
    return { data, nextCursor: null };
  },
});
