import { z } from "zod";
import { eventType } from "../kernel/event.ts";

const JobFacts = z.object({ jobId: z.string(), queue: z.string(), summary: z.string() });

const told = (type: string, description: string) =>
  eventType({ type, description, subjectType: "job", data: JobFacts });

export const jobRetried = told("job.retried", "A job was retried manually.");
export const jobRedriven = told("job.redriven", "A dead-lettered job was redriven.");
export const jobCancelled = told("job.cancelled", "A job was cancelled.");
export const jobRequested = told("job.requested", "A schedule was run manually.");
