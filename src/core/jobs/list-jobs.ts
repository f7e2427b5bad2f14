import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { mayReadPayload, queueNamed } from "./access.ts";
import { summaryViewOf } from "./record.ts";
import { JobPage, ListJobsInput } from "./schemas.ts";
import { isInstalled, listJobs as readJobs } from "./store.ts";

export const listJobs = query({
  name: "jobs.list",
  summary: "Lists jobs, newest first.",
  scope: "jobs:read",
  audience: "public",
  input: ListJobsInput,
  output: JobPage,
  failures: [],
  run: async ({ read, actor, jobs, cursors }, input) => {
    if (!(await isInstalled(read))) return { data: [], nextCursor: null };
    const list = `jobs ${input.queue ?? ""} ${input.state ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const readable = (queue: string) => mayReadPayload(actor, queueNamed(jobs, queue));
    const page = pageOf(await readJobs(read, input, after), input.limit, ({ createdText, id }) =>
      cursors.encode(list, [createdText, id]),
    );
    return { ...page, data: page.data.map((job) => summaryViewOf(job, { readable: readable(job.queue) })) };
  },
});
