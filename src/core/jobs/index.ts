export { cancelJob } from "./cancel-job.ts";
export { getJob } from "./get-job.ts";
export { listJobs } from "./list-jobs.ts";
export { listQueues } from "./list-queues.ts";
export { redriveAll } from "./redrive-all.ts";
export { redriveJob } from "./redrive-job.ts";
export { retryJob } from "./retry-job.ts";
export { runNow } from "./run-now.ts";
