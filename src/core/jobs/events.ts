import { z } from "zod";
import { eventType } from "../kernel/event.ts";

const JobFacts = z.object({ jobId: z.string(), queue: z.string(), summary: z.string() });

const told = (type: string, description: string) =>
  eventType({ type, description, subjectType: "job", data: JobFacts });

export const jobRetried = told("job.retried", "Somebody had a job tried again at once.");
export const jobRedriven = told("job.redriven", "A parked job was sent back to its queue.");
export const jobCancelled = told("job.cancelled", "Somebody called a job off.");
export const jobRequested = told("job.requested", "Somebody had a schedule run at once.");
